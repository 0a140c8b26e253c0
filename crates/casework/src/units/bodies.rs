//! Hệ thống cơ quan thanh tra: the inspection bodies of each regime, made from
//! the places, the ministries and the departments.
//!
//! To 30/06/2025: Government, ministries, provinces, departments, districts
//! (56/2010/QH12 and 11/2022/QH15). From 01/07/2025: Government, provinces, and
//! the inspectorates of army, police, State Bank and cipher (84/2025/QH15 Điều 7).

use super::shipped::{DEPARTMENTS, MINISTRIES, Row, rows};
use super::unit::{Heir, Unit, UnitKind};
use super::{Problem, REFORM};
use crate::fields::UnitCode;
use jiff::civil::{Date, date};
use law::{AgencyKind, Status};

/// Last day of the departments' and districts' inspectorates.
const LAST_OF_LOWER_TIERS: Date = date(2025, 6, 30);

/// Roman numbers of the bureaus that carry the Government Inspectorate's plan of 2026.
const BUREAUS: &[&str] = &["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];

fn unit(code: String, kind: UnitKind, name: String, parent: &str) -> Unit {
    Unit {
        code: UnitCode(code),
        kind,
        agency: None,
        name,
        name_en: None,
        parent: (!parent.is_empty()).then(|| UnitCode(parent.to_owned())),
        from: None,
        until: None,
        successors: Vec::new(),
        status: Status::Verified,
        order: 0,
    }
}

fn heir(code: String, split: bool, main: bool, status: Status) -> Heir {
    Heir { code: UnitCode(code), split, main, status }
}

/// The country, the Government Inspectorate, the ministries, and the foreign root.
pub(super) fn national() -> Result<Vec<Unit>, Problem> {
    let mut out = vec![unit("VN".into(), UnitKind::Country, "Cả nước".into(), "")];
    out[0].name_en = Some("Viet Nam".into());
    let mut ttcp = unit("TTCP".into(), UnitKind::Inspectorate, "Thanh tra Chính phủ".into(), "VN");
    ttcp.agency = Some(AgencyKind::Gi);
    ttcp.name_en = Some("Government Inspectorate".into());
    out.push(ttcp);
    for (at, number) in (1..).zip(BUREAUS) {
        let mut bureau =
            unit(format!("TTCP.C{at:02}"), UnitKind::Bureau, format!("Cục {number}, Thanh tra Chính phủ"), "TTCP");
        bureau.name_en = Some(format!("Bureau {number}, Government Inspectorate"));
        bureau.from = Some(REFORM);
        bureau.status = Status::Unverified;
        bureau.order = at;
        out.push(bureau);
    }
    for (order, row) in (1..).zip(rows("ministries.csv", MINISTRIES)) {
        ministry(&row?, order, &mut out)?;
    }
    for (code, kind_of, vi, en, parent) in [
        ("XX", None, "Dữ liệu nước ngoài (thử nghiệm)", "Foreign data (trial)", ""),
        ("US-CHI", Some(AgencyKind::Prov), "Thành phố Chicago (Hoa Kỳ)", "City of Chicago (USA)", "XX"),
    ] {
        let mut foreign = unit(code.into(), UnitKind::Foreign, vi.into(), parent);
        foreign.agency = kind_of;
        foreign.name_en = Some(en.into());
        out.push(foreign);
    }
    Ok(out)
}

fn ministry(row: &Row, order: u16, out: &mut Vec<Unit>) -> Result<(), Problem> {
    let kind = UnitKind::from_word(row.text(1)).ok_or_else(|| row.problem("no such kind"))?;
    let code = row.text(0);
    let mut body = unit(code.into(), kind, row.text(2).into(), row.text(4));
    body.name_en = Some(row.text(3).into());
    body.from = row.day(5)?;
    body.until = row.day(6)?;
    body.status = row.status(13);
    body.order = order;
    let heirs: Vec<&str> = row.text(7).split_whitespace().collect();
    body.successors =
        heirs.iter().enumerate().map(|(i, to)| heir((*to).into(), heirs.len() > 1, i == 0, body.status)).collect();
    if !row.text(8).is_empty() {
        let mut tt = unit(format!("{code}.TT"), UnitKind::Inspectorate, row.text(8).into(), code);
        tt.name_en = Some(format!("Inspectorate of the {}", row.text(3)));
        tt.agency = Some(AgencyKind::from_word(row.text(9)).ok_or_else(|| row.problem("no such agency"))?);
        tt.from = row.day(10)?;
        tt.until = row.day(11)?;
        tt.status = body.status;
        if !row.text(12).is_empty() {
            tt.successors.push(heir(row.text(12).into(), false, true, tt.status));
        }
        out.push(tt);
    }
    out.push(body);
    Ok(())
}

/// Departments of provinces and the inspectorates of provinces, departments and districts.
pub(super) fn of_places(places: &[Unit]) -> Result<Vec<Unit>, Problem> {
    let departments = departments()?;
    let new_province = |old: &str| {
        places
            .iter()
            .filter(|p| p.code.0 == old && p.kind == UnitKind::Province)
            .find_map(|p| p.successors.first().map(|h| h.code.0.clone()))
            .unwrap_or_else(|| old.to_owned())
    };
    let mut out = Vec::new();
    for place in places {
        match place.kind {
            UnitKind::Province => {
                out.push(inspectorate(place, AgencyKind::Prov, None, new_province(&place.code.0)));
                of_province(place, &departments, &new_province(&place.code.0), &mut out);
            }
            UnitKind::District => {
                let province = place.parent.as_ref().map_or("", |p| p.0.as_str());
                out.push(inspectorate(place, AgencyKind::Dist, Some(LAST_OF_LOWER_TIERS), new_province(province)));
            }
            _ => {}
        }
    }
    Ok(out)
}

/// The inspectorate that goes with one version of a place.
fn inspectorate(host: &Unit, agency: AgencyKind, last: Option<Date>, province: String) -> Unit {
    let mut tt = unit(
        format!("{}.TT", host.code.0),
        UnitKind::Inspectorate,
        format!("Thanh tra {}", host.name_within()),
        &host.code.0,
    );
    tt.name_en = Some(format!("Inspectorate of {}", host.english()));
    tt.agency = Some(agency);
    tt.from = host.from;
    tt.until = earlier(host.until, last);
    tt.status = host.status;
    // A district's files go to the province's inspectorate with the tier, and to
    // the succeeding district's before that.
    tt.successors = match tt.until {
        Some(LAST_OF_LOWER_TIERS) => vec![heir(format!("{province}.TT"), false, true, Status::Verified)],
        Some(_) => {
            host.successors.iter().map(|h| heir(format!("{}.TT", h.code.0), h.split, h.main, h.status)).collect()
        }
        None => Vec::new(),
    };
    tt
}

struct Department {
    suffix: String,
    name: String,
    name_en: String,
    only: Vec<String>,
    except: Vec<String>,
    from: Option<Date>,
    until: Option<Date>,
    to: String,
    inspects: bool,
    status: Status,
}

impl Department {
    fn is_in(&self, province: &str) -> bool {
        (self.only.is_empty() || self.only.iter().any(|p| p == province)) && !self.except.iter().any(|p| p == province)
    }
}

fn departments() -> Result<Vec<Department>, Problem> {
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect();
    rows("departments.csv", DEPARTMENTS)
        .map(|row| {
            let row = row?;
            Ok(Department {
                suffix: row.text(0).into(),
                name: row.text(1).into(),
                name_en: row.text(2).into(),
                only: words(row.text(3)),
                except: words(row.text(4)),
                from: row.day(5)?,
                until: row.day(6)?,
                to: row.text(7).into(),
                inspects: row.text(8) == "1",
                status: row.status(9),
            })
        })
        .collect()
}

/// The departments of one version of a province, with their inspectorates.
fn of_province(province: &Unit, all: &[Department], new_province: &str, out: &mut Vec<Unit>) {
    let here = &province.code.0;
    let (_, bare) = province.split_name();
    for (order, d) in (1..).zip(all) {
        let from = later(province.from, d.from);
        let until = earlier(province.until, d.until);
        if !d.is_in(here) || matches!((from, until), (Some(f), Some(u)) if f > u) {
            continue;
        }
        let code = format!("{here}.{}", d.suffix);
        let own_end = d.until.is_some() && until == d.until;
        let mut body = unit(code.clone(), UnitKind::Department, format!("{} {bare}", d.name), here);
        body.name_en = Some(format!("{} of {}", d.name_en, province.english()));
        (body.from, body.until, body.status, body.order) = (from, until, d.status, order);
        if own_end && !d.to.is_empty() {
            body.successors.push(heir(format!("{here}.{}", d.to), false, true, d.status));
        } else if until.is_some() && new_province != here {
            let kept = all.iter().any(|n| n.suffix == d.suffix && n.until.is_none() && n.is_in(new_province));
            let to = if kept { format!("{new_province}.{}", d.suffix) } else { new_province.to_owned() };
            body.successors.push(heir(to, false, true, Status::Unverified));
        }
        if d.inspects && from.is_none_or(|f| f <= LAST_OF_LOWER_TIERS) {
            let mut tt =
                unit(format!("{code}.TT"), UnitKind::Inspectorate, format!("Thanh tra {} {bare}", d.name), &code);
            tt.name_en = Some(format!("Inspectorate of the {} of {}", d.name_en, province.english()));
            tt.agency = Some(AgencyKind::Dept);
            (tt.from, tt.until, tt.status) = (from, earlier(until, Some(LAST_OF_LOWER_TIERS)), d.status);
            let to = if tt.until == Some(LAST_OF_LOWER_TIERS) {
                Some(format!("{new_province}.TT"))
            } else {
                (own_end && !d.to.is_empty()).then(|| format!("{here}.{}.TT", d.to))
            };
            tt.successors.extend(to.map(|to| heir(to, false, true, d.status)));
            out.push(tt);
        }
        out.push(body);
    }
}

fn earlier(a: Option<Date>, b: Option<Date>) -> Option<Date> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

fn later(a: Option<Date>, b: Option<Date>) -> Option<Date> {
    a.max(b)
}
