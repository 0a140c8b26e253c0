//! Gửi thư: the only place that speaks SMTP.
//!
//! What a server says may name people, so only its code is kept and logged.

use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Body, Mailbox, Message};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use std::time::Duration;

/// Where mail goes and from whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// `smtp://host:25`, `smtp://name:password@host:587?tls=required`, `smtps://…`.
    pub smtp_url: String,
    /// From whom.
    pub from: String,
}

impl Mail {
    /// The server without what is secret in its address.
    pub fn server(&self) -> String {
        let rest = self.smtp_url.split_once("://").map_or(self.smtp_url.as_str(), |(_, rest)| rest);
        let host = rest.rsplit_once('@').map_or(rest, |(_, host)| host);
        host.split(['/', '?']).next().unwrap_or_default().to_owned()
    }
}

/// Why a mail did not go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Word for catalogues, with the server's code where it gave one: `refused 550`.
    pub said: String,
    /// Trying again would not help.
    pub is_final: bool,
}

/// Whether a text is one mail address.
pub fn is_address(text: &str) -> bool {
    text.len() <= 200 && text.parse::<Address>().is_ok()
}

/// A connection to the operator's mail server.
#[derive(Clone)]
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl Mailer {
    /// The server and sender the operator named; what is wrong with them, for the operator.
    ///
    /// # Errors
    /// The address of the server or of the sender cannot be read.
    pub fn new(mail: &Mail) -> Result<Self, String> {
        let from: Mailbox = mail
            .from
            .parse()
            .map_err(|e| format!("--mail-from {}: {e}. Write one address, as thanhtra@haiphong.gov.vn", mail.from))?;
        // The reason of an unreadable address may repeat it, password and all.
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(&mail.smtp_url)
            .map_err(|_| "--smtp-url cannot be read. Write smtp://host:25, smtp://name:password@host:587?tls=required or smtps://name:password@host:465".to_owned())?;
        Ok(Self { transport: transport.timeout(Some(Duration::from_secs(30))).build(), from })
    }

    /// Sends one mail. `id` is the same when the same mail is tried again, so that whoever
    /// gets it twice sees it once.
    ///
    /// # Errors
    /// Why it did not go, and whether it may go later.
    pub async fn send(&self, to: &str, subject: &str, text: &str, id: &str) -> Result<(), Failure> {
        self.send_with(to, subject, text, id, &[]).await
    }

    /// [`send`](Self::send) with further headers.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    pub async fn send_with(
        &self,
        to: &str,
        subject: &str,
        text: &str,
        id: &str,
        headers: &[(&str, String)],
    ) -> Result<(), Failure> {
        let unreadable = || Failure { said: "address".into(), is_final: true };
        let to: Address = to.parse().map_err(|_| unreadable())?;
        let id = format!("<{id}@{}>", self.from.email.domain());
        // Also where most letters have marks, so that a person can read it on the way.
        let body = Body::new_with_encoding(text.to_owned(), ContentTransferEncoding::QuotedPrintable);
        let body = body.map_err(|_| unreadable())?;
        let mut mail = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(subject)
            .message_id(Some(id))
            .header(ContentType::TEXT_PLAIN)
            .body(body)
            .map_err(|_| unreadable())?;
        // No holiday answers to a program, please.
        let own = [("Auto-Submitted", "auto-generated"), ("X-Auto-Response-Suppress", "All")];
        let own = own.into_iter().map(|(name, value)| (name, value.to_owned()));
        for (name, value) in own.chain(headers.iter().map(|(name, value)| (*name, value.clone()))) {
            if let Ok(name) = HeaderName::new_from_ascii(name.to_owned()) {
                mail.headers_mut().insert_raw(HeaderValue::new(name, value));
            }
        }
        self.transport.send(mail).await.map(|_| ()).map_err(|e| failure(&e))
    }
}

fn failure(e: &lettre::transport::smtp::Error) -> Failure {
    let code = e.status().map(|code| format!(" {code}")).unwrap_or_default();
    let (word, is_final) = match e {
        e if e.is_permanent() => ("refused", true),
        e if e.is_transient() => ("later", false),
        e if e.is_timeout() => ("timeout", false),
        e if e.is_tls() => ("tls", false),
        _ => ("unreachable", false),
    };
    Failure { said: format!("{word}{code}"), is_final }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_shown_without_its_secret() {
        let server = |url: &str| Mail { smtp_url: url.into(), from: String::new() }.server();
        assert_eq!(server("smtp://thu:b@i-m@t@mail.haiphong.gov.vn:587?tls=required"), "mail.haiphong.gov.vn:587");
        assert_eq!(server("smtp://127.0.0.1:25"), "127.0.0.1:25");
        assert_eq!(server("smtps://a:b@host/"), "host");
    }

    #[test]
    fn what_cannot_be_read_is_told_without_the_secret() {
        let new = |url: &str, from: &str| Mailer::new(&Mail { smtp_url: url.into(), from: from.into() }).err();
        assert_eq!(new("smtp://127.0.0.1:25", "thanhtra@example.vn"), None);
        assert!(new("smtp://127.0.0.1:25", "thanhtra").is_some_and(|e| e.contains("--mail-from")));
        let wrong = new("ftp://name:secret@host", "thanhtra@example.vn").unwrap_or_default();
        assert!(wrong.contains("--smtp-url") && !wrong.contains("secret"), "{wrong}");
    }

    #[test]
    fn an_address_is_one_address() {
        for good in ["lan@haiphong.gov.vn", "a.b+c@x.vn"] {
            assert!(is_address(good), "{good}");
        }
        for bad in ["", "lan", "lan@", "a@b.vn, c@d.vn", "a@b.vn\r\nBcc: c@d.vn", "Lan <a@b.vn>"] {
            assert!(!is_address(bad), "{bad}");
        }
    }
}
