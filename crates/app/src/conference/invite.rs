//! Giấy mời: one for each point, with its code and a QR that opens the check-in, as papers of Nghị định
//! 30/2020/NĐ-CP: always Vietnamese, drafts to number, date and sign.
//!
//! Whoever holds one is the point's: only who runs the conference may draw them.

use super::store;
use super::who::{Here, Secret};
use crate::cx::Cx;
use crate::errors::{Error, Result};
use crate::lang::Lang;
use crate::units::name_of;
use axum::extract::Path;
use axum::http::header;
use axum::response::IntoResponse;
use casework::conference::Point;
use paper::letter::{Align, Block, Letter, Run, Signer};

/// `GET /conference/{number}/invitations/{file}`: `31.pdf`, `31.docx`, or `tat-ca.pdf` for all of them.
pub(super) async fn file(cx: Cx, Path((number, file)): Path<(String, String)>, secret: Secret) -> Result {
    let here = Here::new(Cx { lang: Lang::Vi, ..cx }, &number, &secret).await?.chair()?;
    let id = here.hall.id;
    let codes = here.cx.app.read(move |tx| store::codes(tx, id)).await?;
    let (of, kind) = file.rsplit_once('.').ok_or(Error::Hidden)?;
    let wanted = codes.iter().filter(|(unit, _)| of == "tat-ca" || of == unit);
    let point = |(unit, code): &(String, String)| Some(letter(&here, &number, here.state.point(unit)?, code));
    let letters: Vec<Letter> = wanted.filter_map(point).collect();
    let Some(first) = letters.first().cloned() else { return Err(Error::Hidden) };
    let is_pdf = kind == "pdf";
    if !is_pdf && (kind != "docx" || of == "tat-ca") {
        return Err(Error::Hidden);
    }
    let mime = match is_pdf {
        true => "application/pdf",
        false => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    };
    let made = move || if is_pdf { paper::letter::pdfs(&letters) } else { paper::letter::docx(&first) };
    let bytes = tokio::task::spawn_blocking(made).await.map_err(Error::fault)?.map_err(Error::fault)?;
    let disposition = format!("attachment; filename=\"giay-moi-{number}-{file}\"");
    Ok(([(header::CONTENT_TYPE, mime.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes).into_response())
}

fn named(name: &str, text: &str) -> Block {
    Block::Paragraph {
        text: vec![Run::bold(format!("{name}:")), Run::plain(format!(" {text}"))],
        align: Align::Justified,
    }
}

fn said(text: String) -> Block {
    Block::Paragraph { text: vec![Run::plain(text)], align: Align::Justified }
}

fn letter(here: &Here, number: &str, point: &Point, code: &str) -> Letter {
    let (cx, state) = (&here.cx, &here.state);
    let t = |key: &str| cx.lang.t(key).to_owned();
    let name = |code: &str| name_of(cx.lang, cx.app.tree, code, state.on);
    let (organiser, invited) = (name(&state.unit), name(&point.unit));
    let day = format!("{:02}/{:02}/{}", state.on.day(), state.on.month(), state.on.year());
    let mut body = vec![
        said(cx.lang.f2("invitation.lead", "unit", &organiser, "point", &invited)),
        named(&t("invitation.to_attend"), &state.title),
        named(&t("minutes.chair"), &state.chair),
        named(&t("invitation.when"), &cx.lang.f2("invitation.at", "time", &state.begins, "day", day)),
        named(&t("invitation.where"), &cx.lang.f1("invitation.point_of", "unit", &invited)),
    ];
    if !point.people.is_empty() {
        let one = |p: &casework::conference::Attendee| match p.name.is_empty() {
            true => p.office.clone(),
            false => format!("{} ({})", p.name, p.office),
        };
        body.push(named(&t("invitation.who"), &point.people.iter().map(one).collect::<Vec<_>>().join("; ")));
    }
    body.push(Block::Heading { text: vec![Run::bold(t("conference.agenda"))], centred: false });
    let minutes = |n: u32| cx.lang.f1("conference.minutes_n", "n", n);
    body.extend((1..).zip(&state.items).map(|(n, i)| said(format!("{n}. {} ({})", i.title, minutes(i.minutes)))));
    body.push(Block::Heading { text: vec![Run::bold(t("invitation.check_in"))], centred: false });
    let origin = cx.app.settings.public_url.trim_end_matches('/');
    let link = format!("{origin}/conference/{number}/join?unit={}&code={code}", point.unit);
    body.push(said(cx.lang.f2(
        "invitation.how",
        "code",
        code,
        "address",
        format!("{origin}/conference/{number}/join"),
    )));
    // Without an address of the house a phone's camera would open nothing.
    if !origin.is_empty() {
        body.extend(squares(&link));
    }
    Letter {
        issuer: organiser,
        number: "Số: ……/GM-……".to_owned(),
        place_and_day: "……, ngày …… tháng …… năm ……".to_owned(),
        title: t("invitation.title"),
        subject: state.title.clone(),
        body,
        recipients: vec![invited, "Lưu: VT".to_owned()],
        signers: vec![Signer { capacity: vec![t("invitation.signs")], ..Signer::default() }],
        mark: if cx.app.settings.demo { t("letters.demo") } else { String::new() },
        ..Letter::default()
    }
}

/// An address as a QR code with its quiet zone.
fn squares(address: &str) -> Option<Block> {
    let code = qrcode::QrCode::with_error_correction_level(address, qrcode::EcLevel::M).ok()?;
    let (width, dark) = (code.width(), code.to_colors());
    let rows = dark.chunks(width).map(|row| row.iter().map(|c| *c == qrcode::Color::Dark).collect());
    Some(Block::Squares(rows.collect()))
}
