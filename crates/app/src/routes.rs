//! The surface of the program: every route with its access rule beside it.
//!
//! Here so that no handler can be reached without a stated rule: this is the
//! only way a capability puts a handler into the router, and the list becomes
//! docs/routes.txt. Must never decide a right itself; `access` does.

use crate::App;
use crate::access::Access;
use crate::cx::Cx;
use crate::errors::Error;
use crate::forms::Capacity;
use axum::Router;
use axum::body::HttpBody;
use axum::extract::{DefaultBodyLimit, FromRequestParts, Request};
use axum::handler::Handler;
use axum::http::header;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, on};
use std::future::poll_fn;
use std::pin::Pin;

/// What a route answers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// Reads.
    Get,
    /// Changes.
    Post,
    /// Replaces.
    Put,
    /// Takes away.
    Delete,
}

impl Method {
    fn filter(self) -> MethodFilter {
        match self {
            Method::Get => MethodFilter::GET,
            Method::Post => MethodFilter::POST,
            Method::Put => MethodFilter::PUT,
            Method::Delete => MethodFilter::DELETE,
        }
    }

    /// As in HTTP.
    pub fn word(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Delete => "DELETE",
        }
    }
}

/// One route as reviewers and the API document see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Route {
    /// Path with `{names}`.
    pub path: &'static str,
    /// Method.
    pub method: Method,
    /// Who may come in.
    pub access: Access,
}

/// A room in the list at the left of every page.
#[derive(Debug, Clone, Copy)]
pub struct Room {
    /// Key of its name: `room.<key>`.
    pub key: &'static str,
    /// Where it begins.
    pub href: &'static str,
    /// Its icon.
    pub icon: &'static str,
    /// Who sees it in the list.
    pub access: Access,
}

/// Routes and rooms of one capability, or of all.
#[derive(Default)]
pub struct Routes {
    /// Every route added.
    pub list: Vec<Route>,
    /// Every room added, in order.
    pub rooms: Vec<Room>,
    router: Router<App>,
    open: Router<App>,
}

impl Routes {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a handler under its rule. Bodies are held to 1 MB.
    #[must_use]
    pub fn route<H, T>(self, method: Method, path: &'static str, access: Access, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.route_up_to(1 << 20, method, path, access, handler)
    }

    /// Adds a handler that takes larger bodies: attachments, registers.
    #[must_use]
    pub fn route_up_to<H, T>(
        mut self,
        bytes: usize,
        method: Method,
        path: &'static str,
        access: Access,
        handler: H,
    ) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        let guarded = on(method.filter(), handler)
            .layer(DefaultBodyLimit::max(bytes))
            .layer(from_fn_with_state(bytes as u64, hold))
            .layer(from_fn_with_state(access, guard));
        self.router = self.router.route(path, guarded);
        self.list.push(Route { path, method, access });
        self
    }

    /// Adds a handler of a form whose files may be too large without its words being lost: the files are
    /// left out, the words reach the handler.
    #[must_use]
    pub fn route_keeping_words<H, T>(mut self, room: Capacity, path: &'static str, access: Access, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        let most = usize::try_from(DRAINED).unwrap_or(usize::MAX);
        let guarded = on(MethodFilter::POST, handler)
            .layer(DefaultBodyLimit::max(most))
            .layer(from_fn_with_state(room, roomy))
            .layer(from_fn_with_state(access, guard));
        self.router = self.router.route(path, guarded);
        self.list.push(Route { path, method: Method::Post, access });
        self
    }

    /// Adds a page of the public portal, in Vietnamese and in English: no session is read for it and no
    /// cookie set, the address alone says what it is. So it can be kept ready and handed to thousands.
    #[must_use]
    pub fn open<H, T>(mut self, vi: &'static str, en: &'static str, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        for path in [vi, en] {
            self.open = self.open.route(path, on(MethodFilter::GET, handler.clone()));
            self.list.push(Route { path, method: Method::Get, access: Access::Public });
        }
        self
    }

    /// Adds one address of the public portal that has no language: a picture, a feed.
    #[must_use]
    pub fn open_file<H, T>(mut self, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.open = self.open.route(path, on(MethodFilter::GET, handler));
        self.list.push(Route { path, method: Method::Get, access: Access::Public });
        self
    }

    /// Adds a room to the list at the left.
    #[must_use]
    pub fn room(mut self, room: Room) -> Self {
        self.rooms.push(room);
        self
    }

    /// With another capability's routes.
    #[must_use]
    pub fn and(mut self, other: Routes) -> Self {
        self.list.extend(other.list);
        self.rooms.extend(other.rooms);
        self.router = self.router.merge(other.router);
        self.open = self.open.merge(other.open);
        self
    }

    /// The routers, without what stands around them: the pages of offices, and the public portal's.
    pub fn into_routers(self) -> (Router<App>, Router<App>) {
        (self.router, self.open)
    }

    /// The routes as text, one a line, sorted.
    pub fn table(&self) -> String {
        let mut lines: Vec<String> =
            self.list.iter().map(|r| format!("{:<44} {:<6} {}", r.path, r.method.word(), r.access)).collect();
        lines.sort();
        lines.push(String::new());
        lines.join("\n")
    }
}

/// Lets a request in, or says why not. Changing requests of a browser must come from our own pages.
async fn guard(axum::extract::State(access): axum::extract::State<Access>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let Ok(cx) = Cx::from_request_parts(&mut parts, &()).await else {
        return Error::fault("a route outside the frame").into_response();
    };
    if let Err(no) = cx.may_enter(access) {
        return no.into_response();
    }
    if !parts.method.is_safe() && !cx.is_own_page(&parts.headers) {
        return Error::Forbidden("denied.foreign_page").into_response();
    }
    next.run(Request::from_parts(parts, body)).await
}

/// Tells the reader of a form how much it may hold.
async fn roomy(
    axum::extract::State(room): axum::extract::State<Capacity>,
    mut request: Request,
    next: Next,
) -> Response {
    request.extensions_mut().insert(room);
    next.run(request).await
}

/// How much of a body nobody wants is read before the answer, at most.
const DRAINED: u64 = 1 << 30;

/// Refuses what says beforehand that it is too large. It is read all the same, into
/// nothing: a browser that is cut off while it sends shows a broken line, not our answer.
async fn hold(axum::extract::State(limit): axum::extract::State<u64>, request: Request, next: Next) -> Response {
    let length = request.headers().get(header::CONTENT_LENGTH).and_then(|v| v.to_str().ok()?.parse::<u64>().ok());
    if length.is_none_or(|length| length <= limit) {
        return next.run(request).await;
    }
    let (mut body, mut read) = (request.into_body(), 0);
    while let Some(Ok(piece)) = poll_fn(|cx| Pin::new(&mut body).poll_frame(cx)).await {
        read += piece.data_ref().map_or(0, |data| data.len() as u64);
        if read > DRAINED {
            break;
        }
    }
    Error::TooLarge(limit >> 20).into_response()
}
