// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboards/board/card/boardfigure.h"

#include "models/engine/boards/graphs/boardflame.h"
#include "models/engine/boards/graphs/boardgraph.h"
#include "models/engine/boards/graphs/nativeheat.h"
#include "models/engine/boards/links/boardlinks.h"
#include "models/engine/boards/reading/boardlists.h"
#include "models/signals/display/unitformat.h"

#include <QJsonArray>
#include <QJsonObject>

#include <QObject>

#include <algorithm>
#include <cmath>
#include <limits>

namespace wf::ui {

using namespace Qt::StringLiterals;
using analysis::Frame;
using analysis::FrameField;
using signals::BoardPanel;

namespace {

constexpr std::size_t mostLines = 200;

// Steps as the corners of a line.
void addCorner(signals::Series &out, const QString &interpolation, qint64 ms, double value, qint64 mostMs)
{
    if (out.size() == 0 || ms - out.timesMs.back() < 3 || ms - out.timesMs.back() > mostMs)
        return;
    if (interpolation == "stepAfter"_L1) {
        out.timesMs.push_back(ms - 1);
        out.values.push_back(out.values.back());
    } else if (interpolation == "stepBefore"_L1) {
        out.timesMs.push_back(out.timesMs.back() + 1);
        out.values.push_back(value);
    }
}

std::shared_ptr<const signals::Series> samplesOf(const FrameField &time, const FrameField &field,
                                                 const QJsonObject &custom, qint64 stepNs)
{
    const bool negative = custom.value("transform"_L1).toString() == "negative-Y"_L1;
    const QString interpolation = custom.value("lineInterpolation"_L1).toString();
    auto out = std::make_shared<signals::Series>();
    out->labels = field.labels;
    for (std::size_t i = 0; i < std::min(time.size(), field.size()); ++i) {
        const auto ms = static_cast<qint64>(time.numbers[i]);
        const double value = negative ? -field.numbers[i] : field.numbers[i];
        addCorner(*out, interpolation, ms, value, stepNs / base::nsPerMs * 3 / 2);
        out->timesMs.push_back(ms);
        out->values.push_back(value);
    }
    return out;
}

std::vector<BoardFigure::Line> linesOf(const BoardPanel &panel, const std::vector<Frame> &frames, qint64 stepNs)
{
    std::vector<BoardFigure::Line> out;
    for (std::size_t f = 0; f < frames.size(); ++f) {
        const FrameField *time = frames[f].time();
        for (const FrameField &field : frames[f].fields) {
            if (!time || field.kind != FrameField::Number || out.size() >= mostLines)
                continue;
            signals::FieldSettings settings = engine::settingsOf(panel, frames[f], field);
            if (settings.custom.value("hideFrom"_L1).toObject().value("viz"_L1).toBool())
                continue;
            auto samples = samplesOf(*time, field, settings.custom, stepNs);
            out.push_back({field.display(),
                           frames[f].refId + u' ' + field.display() + u' ' + field.labels.toString(),
                           std::move(samples),
                           engine::legendValues(panel, settings, field),
                           std::move(settings),
                           {static_cast<int>(f), static_cast<int>(&field - frames[f].fields.data()), -1}});
        }
    }
    return out;
}

signals::TableFigure linesAsTable(const signals::LogBuffer &lines)
{
    signals::TableFigure out;
    out.columns = {
        {QObject::tr("Time"), false, 170}, {QObject::tr("Level"), false, 60}, {QObject::tr("Line"), false, 0}};
    for (std::size_t i = lines.size(); i-- > 0;) { // the newest first
        const signals::LogLineView line = lines.at(i);
        const double ms = static_cast<double>(line.timeNs / base::nsPerMs);
        out.rows.push_back(
            {{signals::momentText(line.timeNs / base::nsPerMs, u"YYYY-MM-DD HH:mm:ss.SSS"_s, u"utc"_s), {}, false, ms},
             {signals::logLevelName(line.level), {}, false, std::numeric_limits<double>::quiet_NaN()},
             {QString::fromUtf8(line.text.data(),
                                static_cast<qsizetype>(std::min<std::size_t>(line.text.size(), 2000))),
              {},
              false,
              std::numeric_limits<double>::quiet_NaN()}});
    }
    return out;
}

// Tables that are made of what is shown come behind those that were answered.
void addHeat(const BoardPanel &panel, const engine::BoardAnswer &answer, const engine::FigureContext &context,
             std::vector<Frame> &frames, BoardFigure &out)
{
    engine::NativeHeat native = engine::nativeHeatOf(panel, answer.answers, context);
    if (native.figure.counts.empty()) {
        out.heat = engine::heatOf(panel, frames, context);
        return;
    }
    if (engine::hasDataLinks(panel))
        for (Frame &row : engine::nativeHeatTables(native, answer.answers)) {
            const auto count = static_cast<int>(row.fields.size()) - 1;
            native.figure.sources.push_back({{static_cast<int>(frames.size()), count, -1}, false});
            frames.push_back(std::move(row));
        }
    out.heat = std::move(native.figure);
}

void addHistogram(const BoardPanel &panel, std::vector<Frame> &frames, BoardFigure &out)
{
    engine::HistogramFigure figure = engine::histogramOf(panel, frames);
    for (signals::Tile &tile : figure.tiles)
        tile.place.frame = static_cast<int>(frames.size());
    out.tiles = std::move(figure.tiles);
    frames.push_back(std::move(figure.table));
}

// Which values a click leads from.
void markLinked(const BoardPanel &panel, const std::vector<Frame> &frames, BoardFigure &out)
{
    const auto isLinked = [&](int frame, int field) {
        if (frame < 0 || field < 0)
            return false;
        const Frame &table = frames[static_cast<std::size_t>(frame)];
        return !engine::dataLinks(panel, table, table.fields[static_cast<std::size_t>(field)]).empty();
    };
    const auto isRowLinked = [&](const signals::FigurePlace &place) {
        return place.frame >= 0 &&
               !engine::linkedFields(panel, frames[static_cast<std::size_t>(place.frame)], place).empty();
    };
    for (auto &node : out.graph.nodes)
        node.isLinked = isRowLinked(node.place);
    for (auto &edge : out.graph.edges)
        edge.isLinked = isRowLinked(edge.place);
    for (signals::Tile &tile : out.tiles)
        tile.isLinked = isLinked(tile.place.frame, tile.place.field);
    for (signals::TableFigure::Column &column : out.table.columns)
        column.isLinked = isLinked(out.table.frame, column.field);
    for (signals::BandFigure::Row &row : out.bands.rows)
        row.isLinked = isLinked(row.place.frame, row.place.field);
    for (signals::HeatFigure::Source &source : out.heat.sources)
        source.isLinked = isLinked(source.place.frame, source.place.field);
}

} // namespace

bool BoardFigure::isEmpty() const
{
    return lines.empty() && tiles.empty() && table.rows.empty() && heat.counts.empty() && bands.rows.empty() &&
           flame.isEmpty() && graph.nodes.empty() && links.rows.empty() && !objective;
}

bool BoardFigure::hasLessThan(const BoardFigure &other) const
{
    return lines.size() < other.lines.size() || tiles.size() < other.tiles.size() ||
           table.rows.size() < other.table.rows.size() || heat.counts.size() < other.heat.counts.size() ||
           bands.rows.size() < other.bands.rows.size() || graph.nodes.size() < other.graph.nodes.size();
}

BoardFigure boardFigureOf(const BoardPanel &panel, const engine::BoardAnswer &answer,
                          const engine::FigureContext &context, std::stop_token stop)
{
    BoardFigure out;
    out.range = answer.range;
    out.stepNs = answer.stepNs;
    out.hasHistograms = std::ranges::any_of(
        answer.answers, [](const engine::TargetAnswer &one) { return !one.answer->histograms.empty(); });
    std::vector<Frame> frames = engine::framesOf(panel, answer.answers, stop);
    if (panel.type == "timeseries"_L1)
        out.lines = linesOf(panel, frames, answer.stepNs);
    else if (panel.type == "table"_L1)
        out.table = engine::tableOf(panel, frames, context);
    else if (panel.type == "heatmap"_L1)
        addHeat(panel, answer, context, frames, out);
    else if (panel.type == "state-timeline"_L1 || panel.type == "status-history"_L1)
        out.bands = engine::bandsOf(panel, frames, context);
    else if (panel.type == "alertlist"_L1)
        out.table = engine::alertTable(answer.alerts, context);
    else if (panel.type == "flamegraph"_L1)
        out.flame = engine::flameOf(panel, frames, answer, stop);
    else if (panel.type == "nodeGraph"_L1)
        out.graph = engine::graphOf(panel, frames, answer.calls, stop);
    else if (panel.type == engine::objectiveKind)
        out.objective = answer.objective;
    else if (panel.type == "dashlist"_L1)
        out.links = answer.boards;
    else if (!answer.traces.empty())
        out.table = engine::traceTable(answer.traces, context);
    else if (panel.type == "histogram"_L1)
        addHistogram(panel, frames, out);
    else if (panel.type == "logs"_L1)
        out.table = answer.lines ? linesAsTable(*answer.lines) : signals::TableFigure{};
    else if (panel.type == "traces"_L1)
        out.table = {}; // what was asked has no traces
    else
        out.tiles = engine::tilesOf(panel, frames, context);
    if (engine::hasDataLinks(panel)) {
        markLinked(panel, frames, out);
        out.frames = std::make_shared<const std::vector<Frame>>(std::move(frames));
    }
    return out;
}

} // namespace wf::ui
