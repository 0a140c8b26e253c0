//! Mọi đơn vị cùng loại: who is meant by "all provinces" or "all district inspectorates",
//! by the tree of the day of issue. Those who are meant stay who they were then.

use crate::fields::UnitCode;
use crate::units::{Tree, Unit, UnitKind};
use jiff::civil::Date;
use law::AgencyKind;

/// More addressees than any directive of the sector has; a slip of the hand must not
/// make ten thousand tasks.
pub const MOST_ADDRESSEES: usize = 2_000;

crate::choices! {
    /// Loại đơn vị nhận.
    pub enum Group {
        /// Tỉnh, thành phố trực thuộc trung ương.
        Provinces = "provinces",
        /// Thanh tra tỉnh.
        ProvinceInspectorates = "province_inspectorates",
        /// Bộ, cơ quan ngang bộ.
        Ministries = "ministries",
        /// Thanh tra bộ.
        MinistryInspectorates = "ministry_inspectorates",
        /// Sở, ban, ngành.
        Departments = "departments",
        /// Thanh tra sở.
        DepartmentInspectorates = "department_inspectorates",
        /// Huyện, quận (to 30/06/2025).
        Districts = "districts",
        /// Thanh tra huyện (to 30/06/2025).
        DistrictInspectorates = "district_inspectorates",
        /// Xã, phường, đặc khu.
        Communes = "communes",
    }
}

impl Group {
    fn holds(self, unit: &Unit) -> bool {
        match self {
            Group::Provinces => unit.kind == UnitKind::Province,
            Group::ProvinceInspectorates => unit.agency == Some(AgencyKind::Prov),
            Group::Ministries => unit.kind == UnitKind::Ministry,
            Group::MinistryInspectorates => unit.agency == Some(AgencyKind::Min),
            Group::Departments => unit.kind == UnitKind::Department,
            Group::DepartmentInspectorates => unit.agency == Some(AgencyKind::Dept),
            Group::Districts => unit.kind == UnitKind::District,
            Group::DistrictInspectorates => unit.agency == Some(AgencyKind::Dist),
            Group::Communes => unit.kind == UnitKind::Commune,
        }
    }
}

/// The place an issuer speaks for: the nearest country, ministry, province, district or
/// commune at or above it. The Government Inspectorate speaks to the whole country.
pub fn place_of<'t>(tree: &'t Tree, issuer: &str, on: Date) -> Option<&'t Unit> {
    let is_place = |u: &&Unit| {
        use UnitKind as K;
        matches!(u.kind, K::Country | K::Ministry | K::Province | K::District | K::Commune)
    };
    let own = tree.get(issuer, on)?;
    if own.agency == Some(AgencyKind::Gi) {
        return tree.ancestors(issuer, on).into_iter().find(|u| u.parent.is_none()).or(Some(own));
    }
    Some(own).filter(is_place).or_else(|| tree.ancestors(issuer, on).into_iter().find(is_place))
}

/// The units of a kind under an issuer's place on a day, in the order of the tree.
pub fn resolve(tree: &Tree, issuer: &str, group: Group, on: Date) -> Vec<UnitCode> {
    let Some(place) = place_of(tree, issuer, on) else { return Vec::new() };
    let all = tree.descendants(&place.code.0, on).into_iter();
    all.filter(|u| group.holds(u) && u.code.0 != issuer).map(|u| u.code.clone()).collect()
}
