// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/frames/frame.h"
#include "models/base/timerange.h"
#include "models/query/variables/interpolate.h"
#include "models/signals/dashboard/dashboard.h"
#include "models/signals/display/figures.h"

#include <optional>
#include <vector>

// Pure; any thread.
namespace wf::engine {

// A link as a dashboard writes it. Title, tip and address may hold variables; all of it is outside text.
struct BoardLink {
    QString title, tip, url;
    bool byTags = false; // no address of its own: every dashboard that has all of `tags`
    QStringList tags;
    bool asMenu = false; // byTags: one button with a menu
    bool keepsTime = false, keepsVariables = false;
    friend bool operator==(const BoardLink &, const BoardLink &) = default;
};
[[nodiscard]] std::vector<BoardLink> dashboardLinks(const signals::Dashboard &dashboard);
[[nodiscard]] std::vector<BoardLink> panelLinks(const signals::BoardPanel &panel);
// Of the values of a field: the panel's, or what an override gives this field instead.
[[nodiscard]] std::vector<BoardLink> dataLinks(const signals::BoardPanel &panel, const analysis::Frame &frame,
                                               const analysis::FrameField &field);
// The fields of a row that have any, by their place in the table: the one of `place`, all where it names none.
[[nodiscard]] std::vector<std::size_t> linkedFields(const signals::BoardPanel &panel, const analysis::Frame &frame,
                                                    const signals::FigurePlace &place);
// Whether any of its fields may have one: whoever draws need not keep the tables else.
[[nodiscard]] bool hasDataLinks(const signals::BoardPanel &panel);

// Where a link stands: the variables and the range of what is shown.
struct LinkPlace {
    const signals::Dashboard *dashboard = nullptr; // not null
    query::VariableScope scope;
    base::TimeSelection time;
    base::TimeRange range; // the same, resolved
};
// What was clicked: a value of a table, or one that was calculated of a whole column.
struct LinkPoint {
    const signals::BoardPanel *panel = nullptr; // none of these is null
    const analysis::Frame *frame = nullptr;
    const analysis::FrameField *field = nullptr;
    std::optional<std::size_t> row;
    std::optional<double> calculated; // without `row`
};

// "from=now-1h&to=now", in milliseconds where the range is a fixed one: ${__url_time_range}.
[[nodiscard]] QString urlTimeRange(const LinkPlace &place);
// "var-pod=a&var-pod=b": ${__all_variables}. Variables that Grafana does not put into addresses are not in it.
[[nodiscard]] QString urlVariables(const LinkPlace &place);

// Address and title as Grafana computes them (link_srv.ts, fieldOverrides.ts, dataMacros.ts): ${__value.raw},
// ${__field.labels.pod}, ${__series.name}, ${__data.fields["a"].text} of `point`, which may be null; without one they
// stay. Variables of panels' and data's links are encoded for addresses where they say no format.
[[nodiscard]] QString linkAddress(const BoardLink &link, const LinkPlace &place, const LinkPoint *point = nullptr,
                                  bool ofDashboard = false);
[[nodiscard]] QString linkTitle(const BoardLink &link, const LinkPlace &place, const LinkPoint *point = nullptr);

} // namespace wf::engine
