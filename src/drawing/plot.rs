//! A canvas for `plotters`: what it draws becomes shapes and words of groups.

use super::group::Group;
use super::measure;
use super::paint::{Colour, Pen};
use super::shape::{Ring, Shape};
use super::words::{Anchor, Type};
use crate::geometry::Bounds;
use geo::Coord;
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    FontStyle, FontTransform,
};
use std::cell::RefCell;
use std::convert::Infallible;
use std::rc::Rc;

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

/// A chart being drawn. Clones share it: one is the canvas of `plotters`, another says which group
/// the next shapes belong to.
///
/// Fonts are those of the document, and sizes are pixels. Words go to the right or upwards.
#[derive(Clone, Debug)]
pub struct Plot {
    size: (u32, u32),
    /// Groups that are open, outermost first; never empty.
    open: Rc<RefCell<Vec<Group>>>,
}

impl Plot {
    /// A chart of a size in pixels, in a group.
    #[must_use]
    pub fn new(chart: Group, size: (u32, u32)) -> Self {
        Self { size, open: Rc::new(RefCell::new(vec![chart])) }
    }

    /// Puts what is drawn from now on into a group of the chart.
    pub fn open(&self, group: Group) {
        self.open.borrow_mut().push(group);
    }

    /// Ends the group that was opened last.
    pub fn close(&self) {
        let mut open = self.open.borrow_mut();
        if open.len() > 1 {
            let last = open.pop();
            if let (Some(outer), Some(group)) = (open.last_mut(), last) {
                outer.add(group);
            }
        }
    }

    /// The chart as far as it is drawn; groups that are still open are ended.
    #[must_use]
    pub fn finish(self) -> Group {
        while self.open.borrow().len() > 1 {
            self.close();
        }
        let chart = self.open.borrow_mut().pop();
        chart.unwrap_or_default()
    }

    fn draw(&self, shape: Shape) {
        if let Some(group) = self.open.borrow_mut().last_mut() {
            group.draw(shape);
        }
    }
}

impl DrawingBackend for Plot {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, at: BackendCoord, colour: BackendColor) -> Drawn {
        let Coord { x, y } = point(at);
        let pixel = Bounds { min_x: x, min_y: y, max_x: x + 1.0, max_y: y + 1.0 };
        self.draw(Shape::block(pixel).fill(self::colour(colour)));
        Ok(())
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        if let Some(bounds) = Bounds::around([point(from), point(to)]) {
            self.draw(painted(Shape::block(bounds), style, fill));
        }
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        let path: Vec<_> = path.into_iter().map(point).collect();
        self.draw(painted(Shape::line(&path), style, false));
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        centre: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        self.draw(painted(Shape::disc(point(centre), f64::from(radius)), style, fill));
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        ring: I,
        style: &S,
    ) -> Drawn {
        let ring: Ring = ring.into_iter().map(point).collect();
        self.draw(painted(Shape::area([&ring]), style, true));
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(
        &mut self,
        words: &str,
        style: &S,
        at: BackendCoord,
    ) -> Drawn {
        let kind = Type {
            size: style.size(),
            colour: colour(style.color()),
            bold: matches!(style.style(), FontStyle::Bold),
            upwards: matches!(style.transform(), FontTransform::Rotate270),
        };
        let anchor = match style.anchor().h_pos {
            HPos::Left => Anchor::Left,
            HPos::Center => Anchor::Middle,
            HPos::Right => Anchor::Right,
        };
        // How far down the middle of the words is.
        let down = match style.anchor().v_pos {
            VPos::Top => 0.5 * kind.size,
            VPos::Center => 0.0,
            VPos::Bottom => -0.5 * kind.size,
        };
        let Coord { x, y } = point(at);
        let middle = if kind.upwards { Coord { x: x + down, y } } else { Coord { x, y: y + down } };
        if let Some(group) = self.open.borrow_mut().last_mut() {
            group.write(words, middle, anchor, &kind);
        }
        Ok(())
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "words are no longer than a sheet and no shorter than nothing"
    )]
    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        words: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let size = style.size();
        Ok((measure::width(words, size).ceil() as u32, size.ceil() as u32))
    }
}

fn point((x, y): BackendCoord) -> Coord<f64> {
    Coord { x: f64::from(x), y: f64::from(y) }
}

fn colour(colour: BackendColor) -> Colour {
    let (red, green, blue) = colour.rgb;
    Colour { rgb: [red, green, blue], opacity: colour.alpha }
}

fn painted<S: BackendStyle>(shape: Shape, style: &S, fill: bool) -> Shape {
    let colour = colour(style.color());
    if fill {
        shape.fill(colour)
    } else {
        shape.pen(Pen::solid(colour, f64::from(style.stroke_width())))
    }
}

#[cfg(test)]
mod tests {
    use super::super::Document;
    use super::*;
    use plotters::drawing::IntoDrawingArea;
    use plotters::element::{Circle, PathElement, Rectangle, Text};
    use plotters::style::{Color, IntoFont, BLUE, RED};

    #[test]
    fn what_plotters_draws_is_in_the_group_that_is_open() {
        let plot = Plot::new(Group::named("chart"), (200, 100));
        let area = plot.clone().into_drawing_area();
        plot.open(Group::named("bar").title("Bar"));
        area.draw(&Rectangle::new([(10, 40), (30, 20)], RED.mix(0.5).filled())).unwrap();
        plot.close();
        plot.open(Group::named("rest"));
        area.draw(&PathElement::new([(0, 0), (9, 9)], Color::stroke_width(&BLUE, 2))).unwrap();
        area.draw(&Circle::new((5, 6), 3, BLUE.filled())).unwrap();
        area.draw(&Text::new("a & b", (50, 60), ("sans-serif", 12.0).into_font())).unwrap();
        drop(area);
        let mut document = Document::new("x", (200.0, 100.0));
        document.add(plot.finish());
        let svg = document.svg(200);
        let expected = " <g id=\"chart\">\n  \
             <g id=\"bar\">\n   <title>Bar</title>\n   \
             <rect x=\"10\" y=\"20\" width=\"20\" height=\"20\" fill=\"#ff0000\" \
             fill-opacity=\"0.5\"/>\n  </g>\n  \
             <g id=\"rest\">\n   \
             <path d=\"M0,0 9,9\" stroke=\"#0000ff\" stroke-width=\"2\"/>\n   \
             <circle cx=\"5\" cy=\"6\" r=\"3\" fill=\"#0000ff\"/>\n   \
             <text x=\"50\" y=\"70.32\" font-size=\"12\" fill=\"#000000\">a &amp; b</text>\n  \
             </g>\n </g>\n";
        assert!(svg.contains(expected), "{svg}");
    }
}
