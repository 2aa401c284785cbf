// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/frames/transform.h"

#include "models/analysis/frames/reducers.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <array>
#include <cmath>

namespace wf::analysis {

using namespace Qt::StringLiterals;

namespace {

using Frames = std::vector<Frame>;

QRegularExpression expressionOf(QString pattern)
{
    pattern = pattern.left(1000);
    if (const qsizetype end = pattern.lastIndexOf(u'/'); pattern.startsWith(u'/') && end > 0)
        pattern = pattern.mid(1, end - 1);
    return QRegularExpression(u"(*LIMIT_MATCH=100000)"_s + pattern);
}

Frames organized(Frames frames, const QJsonObject &o)
{
    const QJsonObject exclude = o.value("excludeByName"_L1).toObject(), index = o.value("indexByName"_L1).toObject(),
                      rename = o.value("renameByName"_L1).toObject(), include = o.value("includeByName"_L1).toObject();
    for (Frame &frame : frames) {
        std::erase_if(frame.fields, [&](const FrameField &f) {
            return exclude.value(f.display()).toBool() || (!include.isEmpty() && !include.value(f.display()).toBool());
        });
        std::stable_sort(frame.fields.begin(), frame.fields.end(), [&](const FrameField &a, const FrameField &b) {
            return index.value(a.display()).toInt(1'000'000) < index.value(b.display()).toInt(1'000'000);
        });
        for (FrameField &f : frame.fields)
            if (const QString name = rename.value(f.display()).toString(); !name.isEmpty())
                f.shown = name;
    }
    return frames;
}

Frames fieldsByName(Frames frames, const QJsonObject &o)
{
    const auto matcher = [](const QJsonObject &rule) {
        QSet<QString> names;
        for (const QJsonValue &n : rule.value("names"_L1).toArray())
            names.insert(n.toString());
        const QString pattern = rule.value("pattern"_L1).toString();
        return [names, pattern, e = expressionOf(pattern)](const FrameField &f) {
            return names.contains(f.display()) || (!pattern.isEmpty() && e.match(f.display()).hasMatch());
        };
    };
    const QJsonObject include = o.value("include"_L1).toObject(), exclude = o.value("exclude"_L1).toObject();
    const auto in = matcher(include), out = matcher(exclude);
    for (Frame &frame : frames)
        std::erase_if(frame.fields, [&](const FrameField &f) {
            return (!include.isEmpty() && !in(f)) || (!exclude.isEmpty() && out(f));
        });
    return frames;
}

Frames renamedByRegex(Frames frames, const QJsonObject &o)
{
    const QRegularExpression e = expressionOf(o.value("regex"_L1).toString());
    QString pattern = o.value("renamePattern"_L1).toString();
    static const QRegularExpression groups(u"\\$(\\d)"_s);
    pattern.replace(groups, u"\\\\1"_s);
    for (Frame &frame : frames)
        for (FrameField &f : frame.fields)
            if (e.isValid() && f.kind != FrameField::Time)
                f.shown = f.display().left(1000).replace(e, pattern);
    return frames;
}

double binary(double a, const QString &op, double b)
{
    return op == "+"_L1 ? a + b : op == "-"_L1 ? a - b : op == "*"_L1 ? a * b : op == "/"_L1 ? a / b : std::nan("");
}

Frames calculated(Frames frames, const QJsonObject &o)
{
    const QString mode = o.value("mode"_L1).toString(u"reduceRow"_s);
    const QJsonObject rule = o.value(mode == "binary"_L1 ? "binary"_L1 : "reduce"_L1).toObject();
    const auto side = [](const QJsonValue &v) {
        return v.isObject() ? v.toObject().value("matcher"_L1).toObject().value("options"_L1).toVariant().toString()
                            : v.toVariant().toString();
    };
    for (Frame &frame : frames) {
        FrameField made;
        made.name = o.value("alias"_L1).toString();
        if (mode == "binary"_L1) {
            const QString left = side(rule.value("left"_L1)), right = side(rule.value("right"_L1)),
                          op = rule.value("operator"_L1).toString(u"+"_s);
            const FrameField *a = frame.field(left), *b = frame.field(right);
            for (std::size_t r = 0; r < frame.rows(); ++r)
                made.numbers.push_back(
                    binary(a ? a->numberAt(r) : left.toDouble(), op, b ? b->numberAt(r) : right.toDouble()));
            if (made.name.isEmpty())
                made.name = left + u' ' + op + u' ' + right;
        } else {
            const QJsonArray include = rule.value("include"_L1).toArray();
            const QString reducer = rule.value("reducer"_L1).toString(u"sum"_s);
            for (std::size_t r = 0; r < frame.rows(); ++r) {
                std::vector<double> row;
                for (const FrameField &f : frame.fields)
                    if (f.kind == FrameField::Number && (include.isEmpty() || include.contains(f.display())))
                        row.push_back(f.numberAt(r));
                made.numbers.push_back(reduced(row, reducer));
            }
            if (made.name.isEmpty())
                made.name = reducerTitle(reducer);
        }
        if (o.value("replaceFields"_L1).toBool())
            std::erase_if(frame.fields, [](const FrameField &f) { return f.kind != FrameField::Time; });
        frame.fields.push_back(std::move(made));
    }
    return frames;
}

Frames limited(Frames frames, const QJsonObject &o)
{
    const auto most = static_cast<std::size_t>(std::max(0, o.value("limitField"_L1).toVariant().toInt()));
    for (Frame &frame : frames) {
        std::vector<std::size_t> rows(std::min(most, frame.rows()));
        for (std::size_t i = 0; i < rows.size(); ++i)
            rows[i] = i;
        frame = withRows(frame, rows);
    }
    return frames;
}

Frames byRefId(Frames frames, const QJsonObject &o)
{
    const auto matches = [](const QJsonObject &rule, const Frame &f) {
        return expressionOf(u"^(?:"_s + rule.value("options"_L1).toString() + u")$"_s).match(f.refId).hasMatch();
    };
    const QJsonObject include = o.value("include"_L1).toObject(), exclude = o.value("exclude"_L1).toObject();
    std::erase_if(frames, [&](const Frame &f) {
        return (!include.isEmpty() && !matches(include, f)) || (!exclude.isEmpty() && matches(exclude, f));
    });
    return frames;
}

constexpr std::array known{"organize"_L1,
                           "merge"_L1,
                           "filterFieldsByName"_L1,
                           "joinByField"_L1,
                           "seriesToColumns"_L1,
                           "renameByRegex"_L1,
                           "groupBy"_L1,
                           "reduce"_L1,
                           "calculateField"_L1,
                           "sortBy"_L1,
                           "labelsToFields"_L1,
                           "filterByValue"_L1,
                           "limit"_L1,
                           "seriesToRows"_L1,
                           "filterByRefId"_L1,
                           "filterFieldsByRefId"_L1,
                           "prepareTimeSeries"_L1,
                           "convertFieldType"_L1};

} // namespace

Frame withRows(const Frame &frame, const std::vector<std::size_t> &rows)
{
    Frame out{frame.refId, frame.fields};
    for (std::size_t i = 0; i < out.fields.size(); ++i) {
        FrameField &f = out.fields[i];
        f.numbers.clear();
        f.texts.clear();
        for (const std::size_t r : rows)
            f.append(frame.fields[i], r);
    }
    return out;
}

bool knowsTransformation(const QString &id)
{
    return std::find(known.begin(), known.end(), id) != known.end();
}

std::vector<Frame> transformed(std::vector<Frame> frames, const QString &id, const QJsonObject &o, std::stop_token stop)
{
    if (stop.stop_requested())
        return {};
    if (id == "organize"_L1)
        return organized(std::move(frames), o);
    if (id == "merge"_L1)
        return merged(std::move(frames));
    if (id == "filterFieldsByName"_L1)
        return fieldsByName(std::move(frames), o);
    if (id == "joinByField"_L1 || id == "seriesToColumns"_L1)
        return joined(std::move(frames), o.value("byField"_L1).toString(u"Time"_s),
                      o.value("mode"_L1).toString() == "inner"_L1);
    if (id == "renameByRegex"_L1)
        return renamedByRegex(std::move(frames), o);
    if (id == "groupBy"_L1)
        return grouped(std::move(frames), o.value("fields"_L1).toObject());
    if (id == "reduce"_L1)
        return reducedFrames(frames, o);
    if (id == "calculateField"_L1)
        return calculated(std::move(frames), o);
    if (id == "sortBy"_L1) {
        const QJsonObject rule = o.value("sort"_L1).toArray().at(0).toObject();
        return sorted(std::move(frames), rule.value("field"_L1).toString(), rule.value("desc"_L1).toBool());
    }
    if (id == "labelsToFields"_L1)
        return labelsToFields(frames, o);
    if (id == "filterByValue"_L1)
        return filteredByValue(std::move(frames), o);
    if (id == "limit"_L1)
        return limited(std::move(frames), o);
    if (id == "seriesToRows"_L1)
        return seriesToRows(frames);
    if (id == "filterByRefId"_L1 || id == "filterFieldsByRefId"_L1)
        return byRefId(std::move(frames), o);
    return frames; // time series are what we have; kinds of columns are found from the values
}

} // namespace wf::analysis
