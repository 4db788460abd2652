//! What the layers of a map are called in an editor.

use crate::carve::Loss;
use crate::language::Language;
use crate::model::Remnant;

/// Land of one class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Land {
    Setback,
    Poor,
    Context,
    Usable,
    Lost(Loss),
}

/// A layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layer {
    Map,
    Frame,
    Furniture,
    Legend,
    NorthArrow,
    ScaleBar,
    Headline,
    Labels,
    Buildings,
    Roads,
    Parcels,
    OtherFacilities,
    ControlZones,
    Equipment,
    Remnants,
    Land(Land),
    Site,
    Envelope,
    Reach,
    Relocation,
    Layout,
    Obstacles,
    Gaps,
}

impl Language {
    /// What a layer is called.
    pub(crate) const fn layer(self, layer: Layer) -> &'static str {
        match layer {
            Layer::Map => self.say("Map", "地图"),
            Layer::Frame => self.say("Frame", "图框"),
            Layer::Furniture => self.say("Furniture", "图面要素"),
            Layer::Legend => self.say("Legend", "图例"),
            Layer::NorthArrow => self.say("North arrow", "指北针"),
            Layer::ScaleBar => self.say("Scale bar", "比例尺"),
            Layer::Headline => self.say("Headline", "主结果"),
            Layer::Labels => self.say("Labels", "注记"),
            Layer::Buildings => self.say("Buildings", "建筑"),
            Layer::Roads => self.say("Roads", "道路"),
            Layer::Parcels => self.say("Parcels", "地块"),
            Layer::OtherFacilities => self.say("Other facilities", "其他设施"),
            Layer::ControlZones => self.say("Control zones", "控制区"),
            Layer::Equipment => self.say("Equipment", "设备"),
            Layer::Remnants => self.say("Remnants", "边角地"),
            Layer::Land(land) => self.layer_of_land(land),
            Layer::Site => self.say("Site", "项目用地"),
            Layer::Envelope => self.say("Envelope: the building line", "建筑退界线"),
            Layer::Reach => self.say("Reach of clearances", "间距范围"),
            Layer::Relocation => self.say("Usable after moving", "迁建后可用地"),
            Layer::Layout => self.say("Layout: largest rectangle", "最大矩形"),
            Layer::Obstacles => self.say("Obstacles", "制约要素"),
            Layer::Gaps => self.say("Gaps closed", "已闭合的缝隙"),
        }
    }

    const fn layer_of_land(self, land: Land) -> &'static str {
        match land {
            Land::Setback => self.say("Setback", "退界"),
            Land::Poor => self.say("Unusable in any case", "本不可用"),
            Land::Context => self.say("Kept free by surroundings", "周边限制"),
            Land::Usable => self.say("Usable land", "可用地"),
            Land::Lost(Loss::Taking) => self.say("Taking: usable land under obstacles", "占地"),
            Land::Lost(Loss::Clearance) => {
                self.say("Clearance and new setback", "安全间距与新退界")
            }
            Land::Lost(Loss::Access) => self.say("Access corridors", "通道"),
            Land::Lost(Loss::Remnant(Remnant::Narrow)) => {
                self.say("Remnants, too narrow", "边角地：过窄")
            }
            Land::Lost(Loss::Remnant(Remnant::Small)) => {
                self.say("Remnants, too small", "边角地：过小")
            }
            Land::Lost(Loss::Remnant(Remnant::Landlocked)) => {
                self.say("Remnants, landlocked", "边角地：不可到达")
            }
        }
    }
}
