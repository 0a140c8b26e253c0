//! Thẩm quyền giải quyết tố cáo: who settles a denunciation against whom, by the day
//! of acceptance (Luật Tố cáo 2018 Art 13; two levels of local government from
//! 01/07/2025; Luật 136/2025/QH15 from 01/07/2026).

use super::acts::{Post, Settler};
use jiff::civil::{Date, date};
use law::{Citation, Status};

/// First day without districts.
pub(super) const TWO_LEVELS_FROM: Date = date(2025, 7, 1);
/// First day of the amended law.
const AMENDED_FROM: Date = date(2026, 7, 1);

/// Who settles a denunciation against somebody of this post; none where the law does
/// not say it by the post alone.
pub(super) fn settler_of(post: Post, on: Date) -> Option<Settler> {
    let districts = on < TWO_LEVELS_FROM;
    Some(match post {
        Post::CommuneStaff => Settler::CommuneChair,
        Post::CommuneHead if districts => Settler::DistrictChair,
        Post::DistrictStaff if districts => Settler::DistrictChair,
        Post::CommuneHead | Post::DistrictHead | Post::DepartmentHead => Settler::ProvinceChair,
        Post::DepartmentStaff => Settler::DepartmentDirector,
        Post::MinistryStaff => Settler::Minister,
        Post::ProvinceHead | Post::MinistryHead => Settler::PrimeMinister,
        Post::DistrictStaff | Post::PartyMember | Post::StateManagement => return None,
    })
}

/// Where it says so. The wording between the two reforms stands in a decree not read here.
pub(super) fn provision(settler: Settler, on: Date) -> Citation {
    if on >= TWO_LEVELS_FROM && on < AMENDED_FROM {
        return Citation::new("141/2025/NĐ-CP", "?");
    }
    let clause = match settler {
        Settler::CommuneChair => "13(1)",
        Settler::DistrictChair => "13(2)",
        Settler::DepartmentDirector => "13(3)",
        Settler::ProvinceChair => "13(4)",
        Settler::Minister | Settler::PrimeMinister => "13",
    };
    Citation::new("25/2018/QH14", clause)
}

/// Who settles, by which provision, and whether that was read in the text.
pub fn settles(post: Post, on: Date) -> Option<(Settler, Citation, Status)> {
    let settler = settler_of(post, on)?;
    let law = provision(settler, on);
    let is_read = matches!(law.article.as_ref(), "13(1)" | "13(2)" | "13(4)");
    Some((settler, law, if is_read { Status::Verified } else { Status::Unverified }))
}
