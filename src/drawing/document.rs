//! The sheet: its size, its definitions, its layers.

use super::group::Group;
use super::paint::Colour;
use super::shape::Shape;
use super::texture::Texture;
use super::words::FAMILY;
use super::xml::Xml;
use crate::geometry::Bounds;

/// A drawing.
#[derive(Clone, Debug)]
pub struct Document {
    title: String,
    size: (f64, f64),
    prefix: &'static str,
    textures: Vec<(&'static str, Texture, Colour)>,
    clips: Vec<(&'static str, Bounds)>,
    symbols: Vec<Group>,
    layers: Vec<Group>,
}

impl Document {
    /// An empty sheet of a size in pixels, with a title for readers that cannot see it.
    #[must_use]
    pub fn new(title: impl Into<String>, size: (f64, f64)) -> Self {
        Self {
            title: title.into(),
            size,
            prefix: "",
            textures: Vec::new(),
            clips: Vec::new(),
            symbols: Vec::new(),
            layers: Vec::new(),
        }
    }

    /// Puts a word before every id, so that the drawing can be in one page with others.
    #[must_use]
    pub fn prefix(mut self, prefix: &'static str) -> Self {
        self.prefix = prefix;
        self
    }

    /// Defines a texture in a colour.
    pub fn texture(&mut self, name: &'static str, texture: Texture, ink: Colour) {
        self.textures.push((name, texture, ink));
    }

    /// Defines what a group may be clipped to.
    pub fn clip(&mut self, name: &'static str, bounds: Bounds) {
        self.clips.push((name, bounds));
    }

    /// Defines a symbol under the name of its group, drawn around the origin.
    pub fn symbol(&mut self, symbol: Group) {
        self.symbols.push(symbol);
    }

    /// Adds a layer above those before; one that holds nothing is left out.
    pub fn add(&mut self, layer: Group) {
        if !layer.is_empty() {
            self.layers.push(layer);
        }
    }

    /// The drawing as SVG, shown `width` pixels wide.
    #[must_use]
    pub fn svg(&self, width: u32) -> String {
        let (across, down) = self.size;
        let mut xml = Xml::new(self.prefix);
        xml.start("svg");
        xml.attribute("xmlns", "http://www.w3.org/2000/svg");
        xml.attribute("xmlns:xlink", "http://www.w3.org/1999/xlink");
        xml.number("width", f64::from(width));
        xml.number("height", (f64::from(width) * down / across).round());
        xml.attribute("viewBox", &format!("0 0 {across} {down}"));
        xml.attribute("role", "img");
        xml.attribute("font-family", FAMILY);
        xml.attribute("fill", "none");
        xml.attribute("stroke-linejoin", "round");
        xml.hold();
        xml.title(&self.title);
        self.definitions(&mut xml);
        for layer in &self.layers {
            layer.put(&mut xml);
        }
        xml.end();
        xml.finish()
    }

    /// Definitions come first: they have the ids they want.
    fn definitions(&self, xml: &mut Xml<'_>) {
        if self.textures.is_empty() && self.clips.is_empty() && self.symbols.is_empty() {
            return;
        }
        xml.start("defs");
        xml.hold();
        for (name, texture, ink) in &self.textures {
            texture.put(name, *ink, xml);
        }
        for (name, bounds) in &self.clips {
            xml.start("clipPath");
            xml.id(name);
            xml.hold();
            Shape::block(*bounds).put(xml);
            xml.end();
        }
        for symbol in &self.symbols {
            symbol.put(xml);
        }
        xml.end();
    }
}

#[cfg(test)]
mod tests {
    use super::super::{outline, Anchor, Pen, Type};
    use super::*;
    use geo::Coord;

    const INK: Colour = Colour::hex(0x12_3456);

    fn square(from: f64, to: f64) -> Vec<Coord<f64>> {
        outline(Bounds { min_x: from, min_y: from, max_x: to, max_y: to })
    }

    #[test]
    fn a_hole_is_a_second_ring_of_an_even_odd_path() {
        let mut document = Document::new("x", (100.0, 50.0));
        let mut layer = Group::named("pond");
        layer.draw(Shape::area(&[square(0.0, 9.0), square(3.0, 6.0)]));
        document.add(layer);
        let svg = document.svg(100);
        let path = "<path fill-rule=\"evenodd\" d=\"M0,0 9,0 9,9 0,9zM3,3 6,3 6,6 3,6z\"/>";
        assert!(svg.contains(path), "{svg}");
    }

    #[test]
    fn what_refers_and_what_is_referred_to_have_the_same_prefix() {
        let mut document = Document::new("x", (100.0, 50.0)).prefix("second-");
        document.texture("wet", Texture::Dots(8), INK);
        document.clip("frame", Bounds { min_x: 0.0, min_y: 0.0, max_x: 9.0, max_y: 9.0 });
        document.symbol(Group::named("mark"));
        let mut layer = Group::named("wet").clip("frame");
        layer.draw(Shape::area(&[square(0.0, 9.0)]).texture("wet"));
        layer.copy("mark", Coord { x: 1.0, y: 2.0 });
        document.add(layer);
        let svg = document.svg(100);
        for words in [
            "<pattern id=\"second-wet\"",
            "fill=\"url(#second-wet)\"",
            "<clipPath id=\"second-frame\"",
            "<g id=\"second-wet-2\" clip-path=\"url(#second-frame)\"",
            "<use xlink:href=\"#second-mark\" x=\"1\" y=\"2\"/>",
        ] {
            assert!(svg.contains(words), "{words} in {svg}");
        }
    }

    #[test]
    fn paint_is_stated_by_the_group_and_words_are_escaped() {
        let mut document = Document::new("x & <y>", (100.0, 50.0));
        let dashed = Pen::dashed(INK.veil(0.5), 1.25, &[4.0, 2.5]);
        let mut layer = Group::named("limit").class("line").title("\"Limit\"").pen(dashed);
        layer.draw(Shape::line(&square(0.0, 9.0)));
        let kind = Type { size: 10.0, colour: INK, bold: true, upwards: true };
        layer.write("a<b>&\u{1}", Coord { x: 1.0, y: 2.0 }, Anchor::Middle, &kind);
        layer.add(Group::named("nothing"));
        document.add(layer);
        let expected = "<svg xmlns=\"http://www.w3.org/2000/svg\" \
             xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"500\" height=\"250\" \
             viewBox=\"0 0 100 50\" role=\"img\" font-family=\"Noto Sans CJK SC, Source Han Sans SC, \
             Microsoft YaHei, PingFang SC, sans-serif\" fill=\"none\" stroke-linejoin=\"round\">\n \
             <title>x &amp; &lt;y&gt;</title>\n \
             <g id=\"limit\" class=\"line\" stroke=\"#123456\" stroke-opacity=\"0.5\" \
             stroke-width=\"1.25\" stroke-dasharray=\"4 2.5\">\n  \
             <title>&quot;Limit&quot;</title>\n  \
             <path d=\"M0,0 9,0 9,9 0,9z\"/>\n  \
             <text x=\"4.6\" y=\"2\" font-size=\"10\" fill=\"#123456\" font-weight=\"bold\" \
             text-anchor=\"middle\" transform=\"rotate(-90 4.6 2)\">a&lt;b&gt;&amp; </text>\n \
             </g>\n</svg>\n";
        assert_eq!(document.svg(500), expected);
    }
}
