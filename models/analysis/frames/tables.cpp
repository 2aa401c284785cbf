// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/frames/reducers.h"
#include "models/analysis/frames/transform.h"

#include <QHash>
#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace wf::analysis {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t mostRows = 1'000'000;

// Index of the field of this name and kind, made when missing.
std::size_t columnOf(Frame &frame, const FrameField &like)
{
    for (std::size_t i = 0; i < frame.fields.size(); ++i)
        if (frame.fields[i].display() == like.display())
            return i;
    FrameField made = like;
    made.numbers.clear();
    made.texts.clear();
    for (std::size_t r = 0; r < frame.rows(); ++r)
        made.appendNothing();
    frame.fields.push_back(std::move(made));
    return frame.fields.size() - 1;
}

} // namespace

// Rows whose shared columns hold the same become one (Grafana's "merge").
std::vector<Frame> merged(std::vector<Frame> frames)
{
    if (frames.size() < 2)
        return frames;
    QStringList shared; // columns that every frame has, but for values
    for (const FrameField &f : frames.front().fields)
        if (!f.name.startsWith("Value"_L1) && std::all_of(frames.begin(), frames.end(), [&](const Frame &other) {
                return other.field(f.display()) != nullptr;
            }))
            shared << f.display();
    Frame out;
    QHash<QString, std::size_t> rowOf;
    std::size_t rows = 0;
    for (const Frame &frame : frames) {
        std::vector<std::size_t> columns;
        for (const FrameField &f : frame.fields)
            columns.push_back(columnOf(out, f));
        for (std::size_t r = 0; r < frame.rows() && rows < mostRows; ++r) {
            QString key;
            for (const QString &name : shared)
                key += frame.field(name)->textAt(r) + u'\0';
            auto at = rowOf.constFind(key);
            const bool isNew = shared.isEmpty() || at == rowOf.constEnd();
            const std::size_t row = isNew ? rows++ : *at;
            if (isNew) {
                rowOf.insert(key, row);
                for (FrameField &f : out.fields)
                    f.appendNothing();
            }
            for (std::size_t c = 0; c < columns.size(); ++c) {
                FrameField &to = out.fields[columns[c]];
                if (to.kind == FrameField::Text)
                    to.texts[static_cast<qsizetype>(row)] = frame.fields[c].textAt(r);
                else
                    to.numbers[row] = frame.fields[c].numberAt(r);
            }
        }
    }
    return {out};
}

std::vector<Frame> joined(std::vector<Frame> frames, const QString &byField, bool inner)
{
    std::erase_if(frames, [&](const Frame &f) { return !f.field(byField); });
    if (frames.size() < 2)
        return frames;
    std::map<std::pair<double, QString>, std::vector<std::ptrdiff_t>> rows; // key -> row in each frame
    for (std::size_t i = 0; i < frames.size(); ++i) {
        const FrameField &key = *frames[i].field(byField);
        for (std::size_t r = 0; r < frames[i].rows() && rows.size() < mostRows; ++r) {
            const bool isText = key.kind == FrameField::Text;
            auto &at = rows[{isText ? 0 : key.numbers[r], isText ? key.textAt(r) : QString()}];
            at.resize(frames.size(), -1);
            at[i] = static_cast<std::ptrdiff_t>(r);
        }
    }
    if (inner)
        std::erase_if(rows, [](const auto &row) {
            return std::any_of(row.second.begin(), row.second.end(), [](std::ptrdiff_t r) { return r < 0; });
        });
    Frame out{frames.front().refId, {}};
    FrameField key = *frames.front().field(byField);
    key.numbers.clear();
    key.texts.clear();
    for (const auto &[value, at] : rows) {
        if (key.kind == FrameField::Text)
            key.texts << value.second;
        else
            key.numbers.push_back(value.first);
    }
    out.fields.push_back(std::move(key));
    for (std::size_t i = 0; i < frames.size(); ++i)
        for (const FrameField &f : frames[i].fields) {
            if (f.display() == byField)
                continue;
            FrameField column = f;
            column.numbers.clear();
            column.texts.clear();
            for (const auto &[value, at] : rows) {
                if (at[i] < 0)
                    column.appendNothing();
                else
                    column.append(f, static_cast<std::size_t>(at[i]));
            }
            out.fields.push_back(std::move(column));
        }
    return {out};
}

std::vector<Frame> grouped(std::vector<Frame> frames, const QJsonObject &fields)
{
    for (Frame &frame : frames) {
        std::vector<const FrameField *> keys;
        for (const FrameField &f : frame.fields)
            if (fields.value(f.display()).toObject().value("operation"_L1).toString() == "groupby"_L1)
                keys.push_back(&f);
        if (keys.empty())
            continue;
        QHash<QString, std::size_t> groupOf;
        std::vector<std::vector<std::size_t>> groups;
        for (std::size_t r = 0; r < frame.rows(); ++r) {
            QString key;
            for (const FrameField *f : keys)
                key += f->textAt(r) + u'\0';
            const auto at = groupOf.constFind(key);
            const std::size_t group = at == groupOf.constEnd() ? groups.size() : *at;
            if (group == groups.size()) {
                groupOf.insert(key, group);
                groups.emplace_back();
            }
            groups[group].push_back(r);
        }
        Frame out{frame.refId, {}};
        std::vector<std::size_t> firsts;
        for (const auto &rows : groups)
            firsts.push_back(rows.front());
        for (const FrameField *f : keys)
            out.fields.push_back(withRows({{}, {*f}}, firsts).fields.front());
        for (const FrameField &f : frame.fields)
            for (const QJsonValue &how : fields.value(f.display()).toObject().value("aggregations"_L1).toArray()) {
                FrameField made;
                made.name = u"%1 (%2)"_s.arg(f.display(), how.toString());
                made.kind =
                    f.kind == FrameField::Time && how.toString() != "count"_L1 ? FrameField::Time : FrameField::Number;
                for (const auto &rows : groups) {
                    std::vector<double> values;
                    for (const std::size_t r : rows)
                        values.push_back(f.numberAt(r));
                    made.numbers.push_back(reduced(values, how.toString()));
                }
                out.fields.push_back(std::move(made));
            }
        frame = std::move(out);
    }
    return frames;
}

std::vector<Frame> reducedFrames(const std::vector<Frame> &frames, const QJsonObject &options)
{
    QStringList reducers;
    for (const QJsonValue &r : options.value("reducers"_L1).toArray())
        reducers << r.toString();
    if (reducers.isEmpty())
        reducers << u"max"_s;
    Frame out;
    out.fields.push_back({u"Field"_s, FrameField::Text, {}, {}, {}, {}});
    for (const QString &r : reducers)
        out.fields.push_back({reducerTitle(r), FrameField::Number, {}, {}, {}, {}});
    for (const Frame &frame : frames)
        for (const FrameField &f : frame.fields) {
            if (f.kind != FrameField::Number)
                continue;
            out.fields[0].texts << f.display();
            for (qsizetype i = 0; i < reducers.size(); ++i)
                out.fields[static_cast<std::size_t>(i) + 1].numbers.push_back(reduced(f.numbers, reducers[i]));
        }
    return {out};
}

std::vector<Frame> sorted(std::vector<Frame> frames, const QString &name, bool descending)
{
    for (Frame &frame : frames) {
        const FrameField *by = frame.field(name);
        if (!by)
            continue;
        std::vector<std::size_t> rows(frame.rows());
        std::iota(rows.begin(), rows.end(), std::size_t{0});
        std::stable_sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) {
            if (descending)
                std::swap(a, b);
            if (by->kind == FrameField::Text)
                return by->texts[static_cast<qsizetype>(a)] < by->texts[static_cast<qsizetype>(b)];
            const double x = by->numbers[a], y = by->numbers[b];
            return std::isnan(y) ? false : std::isnan(x) ? true : x < y;
        });
        frame = withRows(frame, rows);
    }
    return frames;
}

namespace {

bool fits(const FrameField &f, std::size_t row, const QString &id, const QJsonObject &o)
{
    const QString text = f.textAt(row);
    const double value = f.numberAt(row);
    const QJsonValue wanted = o.value("value"_L1);
    const double number = wanted.isString() ? wanted.toString().toDouble() : wanted.toDouble();
    if (id == "isNull"_L1 || id == "isNotNull"_L1)
        return (f.kind == FrameField::Text ? text.isEmpty() : std::isnan(value)) == (id == "isNull"_L1);
    if (id == "greater"_L1)
        return value > number;
    if (id == "greaterOrEqual"_L1)
        return value >= number;
    if (id == "lower"_L1)
        return value < number;
    if (id == "lowerOrEqual"_L1)
        return value <= number;
    if (id == "between"_L1)
        return value >= o.value("from"_L1).toDouble() && value <= o.value("to"_L1).toDouble();
    if (id == "regex"_L1)
        return QRegularExpression(u"(*LIMIT_MATCH=100000)"_s + wanted.toString().left(1000)).match(text).hasMatch();
    const bool equal = f.kind == FrameField::Text ? text == wanted.toVariant().toString() : value == number;
    return id == "notEqual"_L1 ? !equal : equal;
}

} // namespace

std::vector<Frame> filteredByValue(std::vector<Frame> frames, const QJsonObject &o)
{
    const QJsonArray filters = o.value("filters"_L1).toArray();
    const bool all = o.value("match"_L1).toString() == "all"_L1,
               include = o.value("type"_L1).toString() != "exclude"_L1;
    for (Frame &frame : frames) {
        std::vector<std::size_t> kept;
        for (std::size_t r = 0; r < frame.rows(); ++r) {
            int hits = 0, asked = 0;
            for (const QJsonValue &one : filters) {
                const FrameField *f = frame.field(one.toObject().value("fieldName"_L1).toString());
                const QJsonObject config = one.toObject().value("config"_L1).toObject();
                if (!f)
                    continue;
                ++asked;
                hits += fits(*f, r, config.value("id"_L1).toString(), config.value("options"_L1).toObject());
            }
            const bool matched = asked > 0 && (all ? hits == asked : hits > 0);
            if (asked == 0 || matched == include)
                kept.push_back(r);
        }
        frame = withRows(frame, kept);
    }
    return frames;
}

std::vector<Frame> seriesToRows(const std::vector<Frame> &frames)
{
    Frame out;
    out.fields = {{u"Time"_s, FrameField::Time, {}, {}, {}, {}},
                  {u"Metric"_s, FrameField::Text, {}, {}, {}, {}},
                  {u"Value"_s, FrameField::Number, {}, {}, {}, {}}};
    for (const Frame &frame : frames) {
        const FrameField *time = frame.time();
        for (const FrameField &f : frame.fields)
            for (std::size_t r = 0; time && f.kind == FrameField::Number && r < f.size() && out.rows() < mostRows;
                 ++r) {
                out.fields[0].numbers.push_back(time->numbers[r]);
                out.fields[1].texts << f.display();
                out.fields[2].numbers.push_back(f.numbers[r]);
            }
    }
    return sorted({out}, u"Time"_s, true);
}

std::vector<Frame> labelsToFields(const std::vector<Frame> &frames, const QJsonObject &options)
{
    const QString valueLabel = options.value("valueLabel"_L1).toString();
    std::vector<Frame> out;
    for (const Frame &frame : frames) {
        Frame made{frame.refId, {}};
        for (const FrameField &f : frame.fields) {
            if (f.kind != FrameField::Number || f.labels.size() == 0) {
                made.fields.push_back(f);
                continue;
            }
            for (const auto &[name, value] : f.labels) {
                if (name == "__name__" || QString::fromStdString(name) == valueLabel)
                    continue;
                FrameField label{QString::fromStdString(name), FrameField::Text, {}, {}, {}, {}};
                for (std::size_t r = 0; r < frame.rows(); ++r)
                    label.texts << QString::fromStdString(value);
                made.fields.push_back(std::move(label));
            }
            FrameField value = f;
            const QString named = valueLabel.isEmpty() ? QString() : f.labels.text(valueLabel.toStdString());
            value.name = named.isEmpty() ? u"Value"_s : named;
            value.shown.clear();
            value.labels = {};
            made.fields.push_back(std::move(value));
        }
        out.push_back(std::move(made));
    }
    return out;
}

} // namespace wf::analysis
