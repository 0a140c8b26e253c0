//! Ảnh: a picture somebody sent becomes files that pages may show.
//!
//! Read within limits, turned upright as the camera meant it, made small in a few widths, and
//! written anew as WebP and JPEG: what was hidden in the file (place, camera, a second file,
//! a script) does not come through. Here alone because decoders are heavy and must be fed
//! nothing that was not measured first. Must never hand out the bytes that were sent.

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader};
use std::io::Cursor;

/// Widths a picture is kept in, as far as it reaches.
pub const WIDTHS: [u32; 3] = [320, 768, 1280];
/// Points a picture may have.
pub const MOST_POINTS: u64 = 40_000_000;
/// Bytes a picture may have.
pub const LARGEST: usize = 20 << 20;
/// Memory its decoder may take.
const MEMORY: u64 = 400 << 20;

/// Why a picture was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// Not JPEG, PNG or WebP, whatever its name says.
    #[error("not a JPEG, PNG or WebP picture")]
    Kind,
    /// More points than [`MOST_POINTS`].
    #[error("{width} × {height} points; at most {MOST_POINTS}")]
    Points {
        /// Its width.
        width: u32,
        /// Its height.
        height: u32,
    },
    /// More bytes than [`LARGEST`].
    #[error("more than {} MB", LARGEST >> 20)]
    Bytes,
    /// Cannot be read to its end.
    #[error("damaged: {0}")]
    Damaged(String),
}

/// How a picture is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Smaller; read by every browser of the last years.
    Webp,
    /// For the others, and for those who take it over.
    Jpeg,
}

impl Kind {
    /// Ending of its file.
    pub fn ending(self) -> &'static str {
        match self {
            Kind::Webp => "webp",
            Kind::Jpeg => "jpg",
        }
    }
}

/// One size in one format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Size {
    /// Its name among [`WIDTHS`]: that wide at most.
    pub width: u32,
    /// How it is written.
    pub kind: Kind,
    /// The file.
    pub bytes: Vec<u8>,
}

/// A picture ready for pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ready {
    /// Width of the largest size.
    pub width: u32,
    /// Its height.
    pub height: u32,
    /// Every size of [`WIDTHS`] in both formats; a small picture is not blown up.
    pub sizes: Vec<Size>,
}

/// Reads a picture and makes its sizes.
///
/// # Errors
/// What is not a picture, too large, or damaged.
pub fn ready(bytes: &[u8]) -> Result<Ready, PictureError> {
    if bytes.len() > LARGEST {
        return Err(PictureError::Bytes);
    }
    let picture = read(bytes)?;
    let mut sizes = Vec::new();
    let (mut width, mut height) = (0, 0);
    for wanted in WIDTHS {
        let sized = match picture.width() > wanted {
            true => picture.resize(wanted, u32::MAX, FilterType::CatmullRom),
            false => picture.clone(),
        };
        let plain = DynamicImage::ImageRgb8(on_white(&sized));
        (width, height) = (plain.width(), plain.height());
        sizes.push(Size { width: wanted, kind: Kind::Webp, bytes: webp(&plain)? });
        sizes.push(Size { width: wanted, kind: Kind::Jpeg, bytes: jpeg(&plain)? });
    }
    Ok(Ready { width, height, sizes })
}

/// Reads it, measured before it is unpacked, and turns it upright.
fn read(bytes: &[u8]) -> Result<DynamicImage, PictureError> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| PictureError::Kind)?;
    if !matches!(reader.format(), Some(ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP)) {
        return Err(PictureError::Kind);
    }
    let mut limits = image::Limits::default();
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let damaged = |e: image::ImageError| PictureError::Damaged(e.to_string());
    let mut decoder = reader.into_decoder().map_err(damaged)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_POINTS {
        return Err(PictureError::Points { width, height });
    }
    let upright = decoder.orientation().unwrap_or(image::metadata::Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(damaged)?;
    picture.apply_orientation(upright);
    Ok(picture)
}

/// What shines through is paper.
fn on_white(picture: &DynamicImage) -> image::RgbImage {
    if !picture.color().has_alpha() {
        return picture.to_rgb8();
    }
    let picture = picture.to_rgba8();
    let mut out = image::RgbImage::new(picture.width(), picture.height());
    for (to, from) in out.pixels_mut().zip(picture.pixels()) {
        let a = u32::from(from.0[3]);
        for (to, from) in to.0.iter_mut().zip(&from.0[..3]) {
            let mixed = (u32::from(*from) * a + 255 * (255 - a) + 127) / 255;
            *to = u8::try_from(mixed).unwrap_or(u8::MAX);
        }
    }
    out
}

fn webp(picture: &DynamicImage) -> Result<Vec<u8>, PictureError> {
    let rgb = picture.to_rgb8();
    let encoder = ::webp::Encoder::from_rgb(&rgb, rgb.width(), rgb.height());
    let written = encoder.encode_simple(false, 78.0).map_err(|e| PictureError::Damaged(format!("{e:?}")))?;
    Ok(written.to_vec())
}

fn jpeg(picture: &DynamicImage) -> Result<Vec<u8>, PictureError> {
    let mut out = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut out, 82);
    picture.write_with_encoder(encoder).map_err(|e| PictureError::Damaged(e.to_string()))?;
    Ok(out)
}

/// A picture of coloured bars, for demos and tests: `bars` from 0 to 100.
pub fn bars(width: u32, height: u32, bars: &[(u32, [u8; 3])]) -> Result<Vec<u8>, PictureError> {
    let mut picture = image::RgbImage::from_pixel(width, height, image::Rgb([247, 246, 242]));
    let step = width / u32::try_from(bars.len().max(1)).unwrap_or(1);
    for (at, (tall, colour)) in bars.iter().enumerate() {
        let left = u32::try_from(at).unwrap_or(0) * step;
        let top = height - height * (*tall).min(100) / 115;
        for x in left + step / 6..(left + step - step / 6).min(width) {
            for y in top..height {
                picture.put_pixel(x, y, image::Rgb(*colour));
            }
        }
    }
    let mut out = Cursor::new(Vec::new());
    picture.write_to(&mut out, ImageFormat::Png).map_err(|e| PictureError::Damaged(e.to_string()))?;
    Ok(out.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png() -> Vec<u8> {
        bars(900, 600, &[(80, [157, 26, 31]), (40, [15, 76, 143])]).unwrap_or_default()
    }

    /// A JPEG that says in its EXIF that it lies on its side, and where it was taken.
    fn from_a_camera() -> Vec<u8> {
        let plain = jpeg(&image::load_from_memory(&png()).unwrap_or_default()).unwrap_or_default();
        let mut tiff = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x02".to_vec();
        tiff.extend(b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0"); // orientation 6: turn right
        tiff.extend(b"\x01\x0f\0\x02\0\0\0\x08\0\0\0\x26"); // make, 8 bytes at 38
        tiff.extend(b"\0\0\0\0SECRETX\0");
        let length = u16::try_from(tiff.len() + 2).unwrap_or(0).to_be_bytes();
        let mut out = plain[..2].to_vec();
        out.extend([0xff, 0xe1]);
        out.extend(length);
        out.extend(tiff);
        out.extend(&plain[2..]);
        out
    }

    #[test]
    fn every_width_in_both_formats_and_never_blown_up() -> Result<(), PictureError> {
        let made = ready(&png())?;
        assert_eq!((made.width, made.height), (900, 600));
        assert_eq!(made.sizes.len(), 6);
        for size in &made.sizes {
            let back = image::load_from_memory(&size.bytes).map_err(|e| PictureError::Damaged(e.to_string()))?;
            assert_eq!(back.width(), size.width.min(900), "{:?}", size.kind);
        }
        Ok(())
    }

    #[test]
    fn what_the_camera_wrote_is_obeyed_and_then_gone() -> Result<(), PictureError> {
        let sent = from_a_camera();
        assert!(sent.windows(7).any(|w| w == b"SECRETX"));
        let made = ready(&sent)?;
        assert_eq!((made.width, made.height), (600, 900), "turned upright");
        for size in &made.sizes {
            assert!(!size.bytes.windows(7).any(|w| w == b"SECRETX"));
            assert!(!size.bytes.windows(4).any(|w| w == b"Exif"));
        }
        Ok(())
    }

    #[test]
    fn what_is_no_picture_is_refused_whatever_it_is_called() {
        for hostile in [
            &b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"[..],
            b"GIF89a/*<script>*/=1;",
            b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript>>>>",
            b"",
            b"\xff\xd8\xff",
        ] {
            assert!(ready(hostile).is_err());
        }
    }

    #[test]
    fn a_second_file_behind_a_picture_does_not_come_through() -> Result<(), PictureError> {
        let mut sent = png();
        sent.extend(b"<script>alert(document.domain)</script>");
        assert!(ready(&sent)?.sizes.iter().all(|s| !s.bytes.windows(8).any(|w| w == b"<script>")));
        Ok(())
    }

    #[test]
    fn a_hundred_million_points_are_refused_before_they_are_unpacked() {
        // The head of a PNG of 10,000 × 10,000 with nothing behind it.
        let mut head = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x27\x10\0\0\x27\x10\x08\x02\0\0\0".to_vec();
        let sum = crc(&head[12..]);
        head.extend(sum.to_be_bytes());
        head.extend(b"\0\0\0\0IDAT\x35\xaf\x06\x1e");
        assert_eq!(ready(&head), Err(PictureError::Points { width: 10_000, height: 10_000 }));
    }

    fn crc(bytes: &[u8]) -> u32 {
        let step = |crc: u32, byte: &u8| {
            (0..8).fold(crc ^ u32::from(*byte), |c, _| if c & 1 == 1 { (c >> 1) ^ 0xedb8_8320 } else { c >> 1 })
        };
        !bytes.iter().fold(u32::MAX, step)
    }
}
