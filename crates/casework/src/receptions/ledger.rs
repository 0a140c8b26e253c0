//! Bút toán của lượt tiếp: turns, people, matters, crowds and sessions on the day of the
//! reception. People and matters of a crowd are within those of where it was received.

use super::acts::{Act, ActKind, Host, Registration, kind_of};
use super::{Entry, File, rules};
use crate::petitions::PetitionKind;
use crate::postings::Posting;
use jiff::civil::Date;

/// The figures of a file as it stands. Who was refused was not received.
pub(super) fn figures(file: &File) -> Vec<Posting> {
    let acts = file.acts;
    let mut book = Book { lines: Vec::new() };
    let Some((opening, r)) = acts.iter().find_map(|e| match &e.act {
        Act::Registration(r) => Some((e, r)),
        _ => None,
    }) else {
        return book.lines;
    };
    if !acts.iter().any(|e| e.act.kind() == ActKind::ReceptionRefusal) {
        let crowd = rules::crowd(file.law, opening.on);
        book.turn(opening, r, crowd, &file.case.unit.0);
    }
    for reply in acts.iter().filter(|e| e.act.kind() == ActKind::ReplyReceived) {
        let class = kind_of(acts).map_or("unclassified", PetitionKind::word);
        book.post((reply.on, reply.seq), "reception.petition_reply", class, "", "", 1);
    }
    book.lines
}

struct Book {
    lines: Vec<Posting>,
}

impl Book {
    fn turn(&mut self, opening: &Entry, r: &Registration, crowd: u32, unit: &str) {
        let at = (opening.on, opening.seq);
        let (host, turn, people) = (r.host.word(), r.turn().word(), r.people());
        self.post(at, "reception.turn", host, "", "", 1);
        self.post(at, "reception.person", host, "", "", people.into());
        self.post(at, "reception.matter", host, turn, "", 1);
        if people >= crowd {
            self.post(at, "reception.crowd", host, "", "", 1);
            self.post(at, "reception.crowd_person", host, "", "", people.into());
            self.post(at, "reception.crowd_matter", host, turn, "", 1);
        }
        if r.host != Host::Regular {
            let manner = if r.ad_hoc { "ad_hoc" } else { "periodic" };
            let named = r.session.clone().unwrap_or_else(|| format!("{} {manner}", opening.on));
            self.post(at, "reception.session", host, manner, &format!("{unit} {host} {named}"), 1);
        }
    }

    fn post(&mut self, at: (Date, u32), indicator: &str, class: &str, manner: &str, item: &str, quantity: i64) {
        self.lines.push(Posting {
            indicator: indicator.to_owned(),
            day: at.0,
            class: class.to_owned(),
            manner: manner.to_owned(),
            field: String::new(),
            item: item.to_owned(),
            quantity,
            about: at.1,
        });
    }
}
