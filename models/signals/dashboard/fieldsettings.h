// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <optional>
#include <vector>

namespace wf::signals {

// How the values of a field are written and coloured (Grafana: fieldConfig.defaults and overrides).

struct ThresholdStep {
    std::optional<double> value; // absent: from minus infinity
    QString color;               // as written: "green", "semi-dark-red", "#F2495C", "rgba(…)"
    friend bool operator==(const ThresholdStep &, const ThresholdStep &) = default;
};
struct ThresholdSettings {
    bool percentage = false; // of (min, max) instead of absolute
    std::vector<ThresholdStep> steps;
    friend bool operator==(const ThresholdSettings &, const ThresholdSettings &) = default;
};

struct MappingResult {
    std::optional<QString> text;
    QString color;
    friend bool operator==(const MappingResult &, const MappingResult &) = default;
};
// One rule from a value to a text or colour. The first that matches wins; ranges are inclusive.
struct ValueMapping {
    enum Kind { Value, Range, Regex, Special };
    Kind kind = Value;
    QString match; // Value: the value as text; Regex: "/pattern/"; Special: null nan null+nan true false empty
    std::optional<double> from, to;
    MappingResult result;
    friend bool operator==(const ValueMapping &, const ValueMapping &) = default;
};

struct ColorSettings {
    QString mode; // "palette-classic", "thresholds", "fixed", "continuous-GrYlRd", …; empty = the panel's own
    QString fixedColor;
    QString seriesBy; // last, min, max
    friend bool operator==(const ColorSettings &, const ColorSettings &) = default;
};

struct FieldSettings {
    QString unit; // Grafana's id, "bytes", "suffix:req"; see models/signals/display
    std::optional<double> decimals, min, max;
    QString displayName;
    QString noValue;
    ColorSettings color;
    std::optional<ThresholdSettings> thresholds;
    std::vector<ValueMapping> mappings;
    QJsonObject custom; // what only one kind of panel knows, in Grafana's words
    friend bool operator==(const FieldSettings &, const FieldSettings &) = default;
};

struct FieldProperty {
    QString id; // "unit", "color", "custom.fillOpacity"
    QJsonValue value;
    friend bool operator==(const FieldProperty &, const FieldProperty &) = default;
};
// Which fields, and what is different about them. Applied in order, later ones win.
struct FieldOverride {
    QString matcher;    // byName byRegexp byNames byType byFrameRefID byValue
    QJsonValue options; // of the matcher
    std::vector<FieldProperty> properties;
    QJsonObject source;
    friend bool operator==(const FieldOverride &a, const FieldOverride &b)
    {
        return a.matcher == b.matcher && a.options == b.options && a.properties == b.properties;
    }
};

} // namespace wf::signals
