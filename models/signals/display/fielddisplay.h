// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/dashboard/fieldsettings.h"
#include "models/signals/display/unitformat.h"

namespace wf::signals {

// What one value of a field shows: its words and the colour its mapping or threshold gives it (as written in the
// dashboard: "red", "#F2495C"; of a scheme its name and how far along, 0..1: "continuous-GrYlRd 0.25"; empty = the
// panel's own).
struct DisplayValue {
    UnitText text;
    QString color;
    double fraction = 0; // of (min, max), 0..1
};

struct DisplayContext {
    double min = 0, max = 100; // of the data, where the settings say nothing
    qint64 nowMs = 0;
    QString zone;
};

[[nodiscard]] DisplayValue displayOf(const FieldSettings &settings, double value, const DisplayContext &context = {});
[[nodiscard]] DisplayValue displayOf(const FieldSettings &settings, const QString &value,
                                     const DisplayContext &context = {});
[[nodiscard]] DisplayValue displayOfNothing(const FieldSettings &settings); // no value: noValue, mapped or "-"

// The first mapping that matches; null when none does. `text` is the value as text.
[[nodiscard]] const ValueMapping *mappingFor(const std::vector<ValueMapping> &mappings, std::optional<double> number,
                                             const QString &text);
// Whether its colour follows its values: by thresholds, or along a scheme.
[[nodiscard]] bool colorsByValue(const FieldSettings &settings);
// The colour of the last step that starts at or below the value.
[[nodiscard]] QString thresholdColor(const ThresholdSettings &thresholds, double value, double min, double max);

} // namespace wf::signals
