//! Letters such as citizens write, as many as are wanted, each made from its number.
//!
//! About 200 syllables. A few words are in nearly every letter, as in life: they are
//! the trap of every index. Words are compounds of one or two syllables, their
//! frequency falls with their rank (Zipf), and rare words are any syllables the
//! language allows.

use std::fmt::Write as _;

/// A letter.
pub struct Letter {
    /// Về việc.
    pub title: String,
    /// What it says.
    pub text: String,
}

/// Makes letters.
pub struct Letters {
    words: Vec<String>,
    /// Up to which draw each word is taken.
    upto: Vec<u64>,
}

/// The most frequent words of petitions, most frequent first.
const COMMON: &str = "của|và|là|tôi|đơn|không|cho|có|khiếu nại|đất|được|các|tố cáo|về|theo|với|ông|bà|xã|quyết định|\
    giải quyết|gia đình|ngày|năm|đã|việc|ủy ban|nhân dân|này|tại|số|cơ quan|thu hồi|bồi thường|huyện|tỉnh|phường|thửa|\
    diện tích|hộ|nhà|sử dụng|thẩm quyền|kính gửi|đề nghị|xem xét|thanh tra|chủ tịch|cán bộ|công dân|giấy chứng nhận|\
    quyền|hỗ trợ|tái định cư|tranh chấp|lấn chiếm|xây dựng|trái phép|cấp|bản đồ|dự án|đền bù|hợp đồng|trả lời|văn bản|\
    biên bản|thôn|tổ|khu phố|đường|mét vuông|tài liệu|kèm theo|lần đầu|lần hai|không đồng ý|vi phạm|pháp luật|luật|\
    điều|khoản|nghị định|bị|làm|nhưng|sau|trước|khi|nay|vì|nên|rất|những|một|hai|ba|người|dân|phản ánh|kiến nghị|\
    môi trường|ô nhiễm|tiếng ồn|vỉa hè|chợ|trường học|chế độ|chính sách|thương binh|liệt sĩ|trợ cấp|lương|thi hành án|\
    tòa án|công an|viện kiểm sát|bản án|khởi kiện|trình bày|sự việc|như sau|trân trọng|cảm ơn|cam đoan|chịu trách nhiệm";
const ONSETS: &str = "b|c|ch|d|đ|g|gi|h|kh|l|m|n|ng|nh|ph|qu|r|s|t|th|tr|v|x|";
const RIMES: &str = "a|ai|am|an|ang|anh|ao|au|ay|ăm|ăn|ăng|âm|ân|âu|ây|e|em|en|eo|ê|êm|ên|ênh|i|iêm|iên|iêu|im|in|inh|\
    iu|o|oai|oan|oang|oi|om|on|ong|ô|ôi|ôm|ôn|ông|ơ|ơi|ơm|ơn|u|ua|ui|um|un|ung|uôi|uôn|uông|uy|uyên|ư|ưa|ưng|ươi|ươm|\
    ươn|ương|ưu";
const TONES: [&str; 6] = ["", "\u{300}", "\u{301}", "\u{309}", "\u{303}", "\u{323}"];
const COMPOUNDS: usize = 12_000;
const SYLLABLES: usize = 200;

impl Letters {
    /// The words all letters are made of.
    pub fn new() -> Self {
        let mut words: Vec<String> = COMMON.split('|').map(str::to_owned).collect();
        let syllables = syllables();
        let mut dice = Dice(7);
        for _ in 0..COMPOUNDS {
            let mut word = syllables[dice.below(syllables.len() as u64) as usize].clone();
            if dice.below(3) > 0 {
                let _ = write!(word, " {}", syllables[dice.below(syllables.len() as u64) as usize]);
            }
            words.push(word);
        }
        let mut sum = 0;
        let weight = |rank: usize| 1_000_000_000 / (rank as u64 + 3);
        let upto = (0..words.len()).map(|rank| {
            sum += weight(rank);
            sum
        });
        Self { upto: upto.collect(), words }
    }

    /// The letter of this number, always the same.
    pub fn letter(&self, n: u64) -> Letter {
        let mut dice = Dice(n.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5851_f42d_4c95_7f2d);
        let title = format!("Đơn {} {} {}", self.word(&mut dice), self.word(&mut dice), self.word(&mut dice));
        let mut text = String::with_capacity(SYLLABLES * 7);
        let mut count = 0;
        let length = SYLLABLES / 2 + dice.below(SYLLABLES as u64) as usize;
        while count < length {
            let word = self.word(&mut dice);
            count += 1 + word.matches(' ').count();
            text.push_str(word);
            text.push_str(if dice.below(12) == 0 { ". " } else { " " });
        }
        let _ = write!(text, "Số {}/QĐ-UBND.", dice.below(5000));
        Letter { title, text }
    }

    fn word(&self, dice: &mut Dice) -> &str {
        let at = dice.below(self.upto[self.upto.len() - 1]);
        &self.words[self.upto.partition_point(|upto| *upto <= at)]
    }
}

/// Syllables of the language: onset, rime, tone.
fn syllables() -> Vec<String> {
    let mut all = Vec::new();
    for onset in ONSETS.split('|') {
        for rime in RIMES.split('|') {
            for tone in TONES {
                let vowel = rime.char_indices().rfind(|(_, c)| "aăâeêioôơuưy".contains(*c));
                let end = vowel.map_or(rime.len(), |(at, c)| at + c.len_utf8());
                all.push(format!("{onset}{}{tone}{}", &rime[..end], &rime[end..]));
            }
        }
    }
    all
}

/// Numbers that look drawn and are the same every time.
pub struct Dice(pub u64);

impl Dice {
    /// A number below this one.
    pub fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((u128::from(z ^ (z >> 31)) * u128::from(n)) >> 64) as u64
    }
}
