//! What must hold of finding petitions again, whatever the text.

mod finding;
mod hostile;
mod people;
mod sealed;

use super::trial::Dice;

/// A petition as people write them.
pub const LAND: &str = "Kính gửi Ủy ban nhân dân xã Tân Hòa. Tôi là Đỗ Thị Thủy, trú tại thôn 3. Năm 2019 gia đình tôi \
được giao thửa đất số 214, tờ bản đồ số 12, diện tích 360 m². Ngày 15/3/2023 hộ liền kề xây tường rào lấn sang phần đất \
của gia đình tôi khoảng 1,2 m theo chiều dài 18 m. Tôi đã báo cán bộ địa chính nhưng chưa được xem xét; \
tôi đề nghị đo đạc lại ranh giới và buộc khôi phục hiện trạng.";

/// Another of the same genre.
pub const WASTE: &str = "Kính gửi Ủy ban nhân dân xã Tân Hòa. Chúng tôi là các hộ dân xóm Đông, phản ánh việc trại lợn của \
ông Ngô Văn Khải xả nước thải chưa qua xử lý ra mương tưới từ tháng 6. Mùi hôi nồng nặc, cá trong ao chết hàng loạt, \
trẻ nhỏ bị viêm da; đề nghị kiểm tra, lấy mẫu nước và đình chỉ hoạt động cho tới khi khắc phục xong.";

/// So many words of many, the same for the same seed.
pub fn babble(words: usize, seed: u64) -> String {
    let mut dice = Dice::new(seed);
    let word = |dice: &mut Dice| {
        let onset = ["b", "ch", "đ", "gi", "h", "kh", "l", "m", "ng", "nh", "ph", "qu", "r", "s", "th", "tr", "v", "x"];
        let rime = ["ạ", "ai", "án", "âu", "ẻm", "ên", "iệt", "inh", "ò", "ông", "ơn", "uồn", "ưỡng", "ữ", "ý"];
        format!("{}{}", onset[dice.below(onset.len())], rime[dice.below(rime.len())])
    };
    (0..words).map(|_| word(&mut dice)).collect::<Vec<_>>().join(" ")
}
