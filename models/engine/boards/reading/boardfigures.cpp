// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/reading/boardfigures.h"

#include "models/analysis/frames/reducers.h"
#include "models/signals/display/fielddisplay.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace wf::engine {

using namespace Qt::StringLiterals;
using analysis::Frame;
using analysis::FrameField;
using signals::BoardPanel;
using signals::FieldSettings;

namespace {

constexpr std::size_t mostTiles = 500, mostRows = 20'000, mostStates = 5'000;

struct Value {
    QString name;
    double number = 0;
    QString text; // instead of a number
    const FrameField *field = nullptr;
    FieldSettings settings;
    signals::FigurePlace place;
};

bool isChosen(const FrameField &field, const QString &fields)
{
    if (fields.isEmpty())
        return field.kind == FrameField::Number;
    if (fields.startsWith(u'/') && fields.endsWith(u'/')) {
        QString name = fields.mid(1, fields.size() - 2);
        if (name == ".*"_L1)
            return true;
        if (name.startsWith(u'^') && name.endsWith(u'$'))
            name = name.mid(1, name.size() - 2).remove(u'\\');
        return field.display() == name || field.name == name;
    }
    return field.display() == fields || field.name == fields;
}

std::vector<Value> valuesOf(const BoardPanel &panel, const std::vector<Frame> &frames)
{
    const QJsonObject reduce = panel.options.value("reduceOptions"_L1).toObject();
    const QString calc = reduce.value("calcs"_L1).toArray().at(0).toString(u"lastNotNull"_s);
    const QString fields = reduce.value("fields"_L1).toString();
    const bool isBarChart = panel.type == "barchart"_L1; // a bar for each row
    const bool rows = isBarChart || reduce.value("values"_L1).toBool();
    const auto limit =
        isBarChart ? mostTiles : static_cast<std::size_t>(std::max(1, reduce.value("limit"_L1).toInt(25)));
    std::vector<Value> out;
    for (std::size_t f = 0; f < frames.size(); ++f)
        for (const FrameField &field : frames[f].fields) {
            const Frame &frame = frames[f];
            const signals::FigurePlace place{static_cast<int>(f), static_cast<int>(&field - frame.fields.data()), -1};
            if (!isChosen(field, fields) || out.size() >= mostTiles)
                continue;
            const FieldSettings settings = settingsOf(panel, frame, field);
            if (!rows) {
                const bool isText = field.kind == FrameField::Text;
                out.push_back({field.display(), isText ? 0 : analysis::reduced(field.numbers, calc),
                               isText ? field.textAt(field.size() - 1) : QString(), &field, settings, place});
                continue;
            }
            for (std::size_t r = 0; r < std::min(frame.rows(), limit); ++r) {
                QStringList words; // what the row says besides
                for (const FrameField &other : frame.fields)
                    if (other.kind == FrameField::Text)
                        words << other.textAt(r);
                if (const FrameField *time = frame.time(); isBarChart && words.isEmpty() && time)
                    words << signals::momentText(static_cast<qint64>(time->numberAt(r)), u"MM-DD HH:mm"_s, u"utc"_s);
                out.push_back({words.isEmpty() ? field.display() : words.join(u' '),
                               field.numberAt(r),
                               field.kind == FrameField::Text ? field.textAt(r) : QString(),
                               nullptr,
                               settings,
                               {place.frame, place.field, static_cast<int>(r)}});
            }
        }
    return out;
}

void addSteps(const FieldSettings &settings, double min, double max, signals::Tile &tile)
{
    if (!settings.thresholds || !(max > min))
        return;
    for (const signals::ThresholdStep &step : settings.thresholds->steps) {
        const double at = settings.thresholds->percentage
                              ? min + step.value.value_or(0) / 100 * (max - min)
                              : step.value.value_or(-std::numeric_limits<double>::infinity());
        tile.steps.push_back({std::clamp((at - min) / (max - min), 0.0, 1.0), step.color});
    }
}

} // namespace

std::vector<signals::Tile> tilesOf(const BoardPanel &panel, const std::vector<Frame> &frames,
                                   const FigureContext &context)
{
    const std::vector<Value> values = valuesOf(panel, frames);
    double least = std::numeric_limits<double>::infinity(), most = -least;
    for (const Value &v : values)
        if (std::isfinite(v.number)) {
            least = std::min(least, v.number);
            most = std::max(most, v.number);
        }
    const bool gauge = panel.type == "gauge"_L1;
    std::vector<signals::Tile> out;
    for (const Value &v : values) {
        signals::DisplayContext range{gauge ? 0 : std::min(0.0, least), gauge ? 100 : most, context.nowMs,
                                      context.zone};
        if (v.settings.unit == "percentunit"_L1)
            range.max = 1;
        const signals::DisplayValue shown = !v.text.isEmpty()      ? displayOf(v.settings, v.text, range)
                                            : std::isnan(v.number) ? displayOfNothing(v.settings)
                                                                   : displayOf(v.settings, v.number, range);
        signals::Tile tile{v.name, shown.text.whole(), shown.color, v.number, shown.fraction, {}, {}};
        if (v.field && panel.type == "stat"_L1 && panel.options.value("graphMode"_L1).toString(u"area"_s) != "none"_L1)
            tile.history = v.field->numbers;
        tile.place = v.place;
        addSteps(v.settings, v.settings.min.value_or(range.min), v.settings.max.value_or(range.max), tile);
        out.push_back(std::move(tile));
    }
    return out;
}

namespace {

void sortAsAsked(const BoardPanel &panel, signals::TableFigure &out)
{
    const QJsonObject sort = panel.options.value("sortBy"_L1).toArray().at(0).toObject();
    for (std::size_t c = 0; c < out.columns.size(); ++c)
        if (out.columns[c].title == sort.value("displayName"_L1).toString() && !sort.isEmpty()) {
            const bool down = sort.value("desc"_L1).toBool();
            std::stable_sort(out.rows.begin(), out.rows.end(), [&](const auto &a, const auto &b) {
                const auto &x = down ? b[c] : a[c], &y = down ? a[c] : b[c];
                return std::isnan(x.number) || std::isnan(y.number) ? x.text < y.text : x.number < y.number;
            });
        }
}

} // namespace

signals::TableFigure tableOf(const BoardPanel &panel, const std::vector<Frame> &frames, const FigureContext &context)
{
    signals::TableFigure out;
    if (frames.empty())
        return out;
    const auto wanted = static_cast<std::size_t>(std::max(0, panel.options.value("frameIndex"_L1).toInt()));
    out.frame = static_cast<int>(std::min(wanted, frames.size() - 1));
    const Frame &frame = frames[static_cast<std::size_t>(out.frame)];
    std::vector<FieldSettings> settings;
    std::vector<std::size_t> columns;
    for (std::size_t i = 0; i < frame.fields.size(); ++i) {
        FieldSettings s = settingsOf(panel, frame, frame.fields[i]);
        if (frame.fields[i].kind == FrameField::Time && (s.unit.isEmpty() || s.unit == panel.defaults.unit))
            s.unit = u"dateTimeAsIso"_s;
        const QJsonObject hide = s.custom.value("hideFrom"_L1).toObject();
        if (s.custom.value("hidden"_L1).toBool() || hide.value("viz"_L1).toBool())
            continue;
        out.columns.push_back({frame.fields[i].display(), frame.fields[i].kind == FrameField::Number,
                               s.custom.value("width"_L1).toInt(), static_cast<int>(i)});
        const QString align = s.custom.value("align"_L1).toString();
        out.columns.back().align = align == "left"_L1     ? signals::TableFigure::Column::Left
                                   : align == "center"_L1 ? signals::TableFigure::Column::Middle
                                   : align == "right"_L1  ? signals::TableFigure::Column::Right
                                                          : signals::TableFigure::Column::ByKind;
        columns.push_back(i);
        settings.push_back(std::move(s));
    }
    for (std::size_t r = 0; r < std::min(frame.rows(), mostRows); ++r) {
        std::vector<signals::TableCell> row;
        for (std::size_t c = 0; c < columns.size(); ++c) {
            const FrameField &field = frame.fields[columns[c]];
            const FieldSettings &s = settings[c];
            const QString cell = s.custom.value("cellOptions"_L1).toObject().value("type"_L1).toString(u"auto"_s);
            const bool isText = field.kind == FrameField::Text;
            const double number = isText ? std::numeric_limits<double>::quiet_NaN() : field.numberAt(r);
            const signals::DisplayContext where{0, 100, context.nowMs, context.zone};
            const signals::DisplayValue shown = isText               ? displayOf(s, field.textAt(r), where)
                                                : std::isnan(number) ? displayOfNothing(s)
                                                                     : displayOf(s, number, where);
            const bool colored = cell.startsWith("color"_L1);
            row.push_back({std::isnan(number) && !isText && s.noValue.isEmpty() ? QString() : shown.text.whole(),
                           colored ? shown.color : QString(), cell.startsWith("color-background"_L1), number,
                           static_cast<int>(r)});
        }
        out.rows.push_back(std::move(row));
    }
    sortAsAsked(panel, out);
    return out;
}

signals::HeatFigure heatOf(const BoardPanel &panel, const std::vector<Frame> &frames, const FigureContext &context)
{
    struct Bucket {
        double bound = 0;
        QString name;
        const Frame *frame = nullptr;
        signals::FigurePlace place;
    };
    std::vector<Bucket> buckets;
    bool cumulative = false;
    for (const Frame &frame : frames)
        for (const FrameField &f : frame.fields)
            if (f.kind == FrameField::Number && frame.time()) {
                const signals::FigurePlace place{static_cast<int>(&frame - frames.data()),
                                                 static_cast<int>(&f - frame.fields.data()), -1};
                const QString le = f.labels.text("le");
                bool ok = false;
                const double bound = le == "+Inf"_L1 ? std::numeric_limits<double>::infinity()
                                                     : (le.isEmpty() ? f.display() : le).toDouble(&ok);
                buckets.push_back({ok || le == "+Inf"_L1 ? bound : static_cast<double>(buckets.size()),
                                   le.isEmpty() ? f.display() : le, &frame, place});
            }
    for (const signals::PanelTarget &t : panel.targets)
        cumulative |= t.format == "heatmap"_L1 && !t.hidden;
    std::stable_sort(buckets.begin(), buckets.end(),
                     [](const Bucket &a, const Bucket &b) { return a.bound < b.bound; });
    signals::HeatFigure out;
    std::map<qint64, std::size_t> columns;
    for (const Bucket &b : buckets)
        for (const double t : b.frame->time()->numbers)
            columns.try_emplace(static_cast<qint64>(t), 0);
    if (columns.empty() || buckets.size() > 1000)
        return out;
    out.stepMs = std::max<qint64>(1, context.stepMs);
    out.startMs = columns.begin()->first;
    const auto width =
        static_cast<std::size_t>(std::min<qint64>(10'000, (columns.rbegin()->first - out.startMs) / out.stepMs + 1));
    std::vector<double> below(width, 0);
    const QString unit = panel.options.value("yAxis"_L1).toObject().value("unit"_L1).toString();
    for (const Bucket &b : buckets) {
        std::vector<double> row(width, std::numeric_limits<double>::quiet_NaN());
        const auto &times = b.frame->time()->numbers;
        const FrameField &field = *std::find_if(b.frame->fields.begin(), b.frame->fields.end(),
                                                [](const FrameField &f) { return f.kind == FrameField::Number; });
        for (std::size_t i = 0; i < times.size(); ++i) {
            const auto at = static_cast<std::size_t>((static_cast<qint64>(times[i]) - out.startMs) / out.stepMs);
            if (at >= width)
                continue;
            const double count = cumulative ? std::max(0.0, field.numbers[i] - below[at]) : field.numbers[i];
            if (cumulative)
                below[at] = std::max(below[at], field.numbers[i]);
            row[at] = count > 0 ? count : std::numeric_limits<double>::quiet_NaN();
            if (std::isfinite(count))
                out.most = std::max(out.most, count);
        }
        bool isNumber = false;
        const double bound = b.name.toDouble(&isNumber);
        out.buckets << (isNumber && !unit.isEmpty() ? signals::formatUnit(unit, bound).whole() : b.name);
        out.counts.push_back(std::move(row));
        out.sources.push_back({b.place, false});
    }
    return out;
}

signals::BandFigure bandsOf(const BoardPanel &panel, const std::vector<Frame> &frames, const FigureContext &context)
{
    signals::BandFigure out;
    const bool merges = panel.type == "state-timeline"_L1;
    for (const Frame &frame : frames) {
        const FrameField *time = frame.time();
        for (const FrameField &field : frame.fields) {
            const signals::FigurePlace place{static_cast<int>(&frame - frames.data()),
                                             static_cast<int>(&field - frame.fields.data()), -1};
            if (!time || field.kind == FrameField::Time || out.rows.size() >= mostTiles)
                continue;
            const FieldSettings settings = settingsOf(panel, frame, field);
            signals::BandFigure::Row row{field.display(), {}, place, false};
            for (std::size_t i = 0; i < field.size() && row.states.size() < mostStates; ++i) {
                const bool isText = field.kind == FrameField::Text;
                const signals::DisplayContext where{0, 100, context.nowMs, context.zone};
                const signals::DisplayValue shown =
                    isText ? displayOf(settings, field.textAt(i), where) : displayOf(settings, field.numbers[i], where);
                const auto start = static_cast<qint64>(time->numbers[i]);
                const qint64 step = std::max<qint64>(1, context.stepMs);
                const qint64 end = std::min(start + step, std::max(context.endMs, start + 1));
                if (merges && !row.states.empty() && row.states.back().text == shown.text.whole() &&
                    start - row.states.back().endMs < step)
                    row.states.back().endMs = end;
                else
                    row.states.push_back({start, end, shown.text.whole(), shown.color, static_cast<int>(i)});
            }
            out.rows.push_back(std::move(row));
        }
    }
    return out;
}

std::vector<LegendValue> legendValues(const BoardPanel &panel, const FieldSettings &settings, const FrameField &field)
{
    std::vector<LegendValue> out;
    const std::optional<int> decimals =
        settings.decimals ? std::optional(static_cast<int>(std::clamp(*settings.decimals, 0.0, 20.0))) : std::nullopt;
    for (const QJsonValue &calc : panel.options.value("legend"_L1).toObject().value("calcs"_L1).toArray()) {
        const double value = analysis::reduced(field.numbers, calc.toString());
        out.push_back(
            {analysis::reducerTitle(calc.toString()),
             signals::formatUnit(settings.unit.isEmpty() ? u"short"_s : settings.unit, value, decimals).whole(),
             value});
    }
    return out;
}

QString legendNote(const std::vector<LegendValue> &values)
{
    QStringList out;
    for (const LegendValue &value : values)
        out << value.title + u' ' + value.text;
    return out.join(u", "_s);
}

QString colorByValue(const FieldSettings &settings, const std::vector<double> &values, double least, double most)
{
    FieldSettings plain = settings;
    plain.mappings.clear(); // they colour values, not series
    const QString by = settings.color.seriesBy.isEmpty() ? u"lastNotNull"_s : settings.color.seriesBy;
    return displayOf(plain, analysis::reduced(values, by == "last"_L1 ? u"lastNotNull"_s : by), {least, most, 0, {}})
        .color;
}

} // namespace wf::engine
