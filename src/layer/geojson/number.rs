//! Decimal numbers of JSON, to the nearest double.
//!
//! Coordinates have few digits: when the digits make an integer below 2^53 and the power of ten is
//! at most 10^22, both are exact doubles, and one multiplication or division rounds correctly
//! (W. D. Clinger, *How to Read Floating Point Numbers Accurately*, PLDI 1990). Everything else
//! goes to the standard library, so that every number is the same as `str::parse` makes it.

/// Powers of ten that are exact doubles.
const EXACT: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

/// As many decimal digits never overflow 64 bits.
const SAFE_DIGITS: usize = 19;

/// The number that begins at `start`, and where it ends.
///
/// `None` when the text there is no JSON number, or one out of the range of a double.
#[inline]
pub fn number(bytes: &[u8], start: usize) -> Option<(f64, usize)> {
    let negative = bytes.get(start) == Some(&b'-');
    let whole = start + usize::from(negative);
    let (mut mantissa, mut at) = digits(bytes, whole, 0);
    let mut count = at - whole;
    if count == 0 || count > 1 && bytes[whole] == b'0' {
        return None;
    }
    let mut decimals = 0;
    if bytes.get(at) == Some(&b'.') {
        let fraction = at + 1;
        (mantissa, at) = digits(bytes, fraction, mantissa);
        decimals = at - fraction;
        count += decimals;
        if decimals == 0 {
            return None;
        }
    }
    let has_exponent = matches!(bytes.get(at), Some(b'e' | b'E'));
    if !has_exponent && count <= SAFE_DIGITS && mantissa <= 1 << 53 && decimals < EXACT.len() {
        let value = mantissa as f64 / EXACT[decimals];
        return Some((if negative { -value } else { value }, at));
    }
    if has_exponent {
        let sign = at + 1;
        let power = sign + usize::from(matches!(bytes.get(sign), Some(b'+' | b'-')));
        at = digits(bytes, power, 0).1;
        if at == power {
            return None;
        }
    }
    let text = std::str::from_utf8(&bytes[start..at]).ok()?;
    let value: f64 = text.parse().ok()?;
    value.is_finite().then_some((value, at))
}

/// Appends the digits that begin at `at` to a number, and says where they end. The number wraps
/// when there are more than [`SAFE_DIGITS`].
#[inline]
fn digits(bytes: &[u8], mut at: usize, mut value: u64) -> (u64, usize) {
    while let Some(eight) = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
        let word = u64::from_le_bytes(*eight);
        let count = leading_digits(word);
        if count == 8 {
            value = value.wrapping_mul(100_000_000).wrapping_add(eight_digits(word));
            at += 8;
            continue;
        }
        if count > 0 {
            const POWERS: [u64; 8] = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000];
            let aligned = word << (8 * (8 - count));
            value = value.wrapping_mul(POWERS[count]).wrapping_add(eight_digits(aligned));
        }
        return (value, at + count);
    }
    while let Some(digit) = bytes.get(at).map(|byte| byte.wrapping_sub(b'0')).filter(|d| *d < 10) {
        value = value.wrapping_mul(10).wrapping_add(u64::from(digit));
        at += 1;
    }
    (value, at)
}

/// How many of eight bytes are digits before the first that is none; the first byte is the lowest.
#[inline]
const fn leading_digits(word: u64) -> usize {
    let digits = word ^ 0x3030_3030_3030_3030;
    // In each byte: 0x76 carries into the top bit from ten on.
    let over = ((digits & 0x7F7F_7F7F_7F7F_7F7F) + 0x7676_7676_7676_7676) | digits;
    ((over & 0x8080_8080_8080_8080).trailing_zeros() / 8) as usize
}

/// The number that eight digits make, first digit in the lowest byte; zero bytes count as zeros.
#[inline]
const fn eight_digits(word: u64) -> u64 {
    let ones = word & 0x0F0F_0F0F_0F0F_0F0F;
    let pairs = (ones.wrapping_mul(2_561) >> 8) & 0x00FF_00FF_00FF_00FF;
    let fours = (pairs.wrapping_mul(6_553_601) >> 16) & 0x0000_FFFF_0000_FFFF;
    fours.wrapping_mul(42_949_672_960_001) >> 32
}
