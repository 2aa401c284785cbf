// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/reading/boardframes.h"
#include "models/engine/boards/reading/nativeframes.h"

#include "models/analysis/frames/reducers.h"
#include "models/analysis/frames/transform.h"
#include "models/wire/grafana/read.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <map>

namespace wf::engine {

using namespace Qt::StringLiterals;
using analysis::Frame;
using analysis::FrameField;
using signals::BoardPanel;

namespace {

QString metricText(const base::Labels &labels)
{
    QStringList pairs;
    QString name;
    for (const auto &[key, value] : labels) {
        if (key == "__name__")
            name = QString::fromStdString(value);
        else
            pairs << QString::fromStdString(key) + u"=\""_s + QString::fromStdString(value) + u'"';
    }
    return name + (pairs.isEmpty() && !name.isEmpty() ? QString() : u'{' + pairs.join(u", "_s) + u'}');
}

void addSeries(const signals::PanelTarget &target, const signals::QueryAnswer &answer, std::vector<Frame> &out)
{
    for (const signals::Series &s : answer.series) {
        Frame f;
        f.refId = target.refId;
        FrameField time{u"Time"_s, FrameField::Time, {}, {}, {}, {}};
        time.numbers.assign(s.timesMs.begin(), s.timesMs.end());
        FrameField value{u"Value"_s, FrameField::Number, s.labels, legendText(target.legend, s.labels), s.values, {}};
        f.fields = {std::move(time), std::move(value)};
        out.push_back(std::move(f));
    }
}

// Columns Time, one for each label, Value (or Value #A beside others).
void addTable(const signals::PanelTarget &target, const signals::QueryAnswer &answer, bool beside,
              std::vector<Frame> &out)
{
    std::map<std::string, FrameField> labels;
    for (const signals::Series &s : answer.series)
        for (const auto &[name, value] : s.labels)
            labels.try_emplace(name, FrameField{QString::fromStdString(name), FrameField::Text, {}, {}, {}, {}});
    FrameField time{u"Time"_s, FrameField::Time, {}, {}, {}, {}};
    FrameField value{beside ? u"Value #"_s + target.refId : u"Value"_s, FrameField::Number, {}, {}, {}, {}};
    for (const signals::Series &s : answer.series)
        for (std::size_t i = 0; i < s.size(); ++i) {
            time.numbers.push_back(static_cast<double>(s.timesMs[i]));
            value.numbers.push_back(s.values[i]);
            for (auto &[name, column] : labels)
                column.texts << s.labels.text(name);
        }
    Frame f;
    f.refId = target.refId;
    f.fields.push_back(std::move(time));
    for (auto &[name, column] : labels)
        f.fields.push_back(std::move(column));
    f.fields.push_back(std::move(value));
    out.push_back(std::move(f));
}

QRegularExpression expressionOf(QString pattern)
{
    pattern = pattern.left(1000);
    if (const qsizetype end = pattern.lastIndexOf(u'/'); pattern.startsWith(u'/') && end > 0)
        pattern = pattern.mid(1, end - 1);
    return QRegularExpression(u"(*LIMIT_MATCH=100000)"_s + pattern);
}

bool matchesValue(const QJsonObject &rule, const FrameField &field)
{
    if (field.kind != FrameField::Number)
        return false;
    const double is = analysis::reduced(field.numbers, rule.value("reducer"_L1).toString());
    const double wanted = rule.value("value"_L1).toDouble();
    const QString op = rule.value("op"_L1).toString();
    return op == "gte"_L1   ? is >= wanted
           : op == "gt"_L1  ? is > wanted
           : op == "lte"_L1 ? is <= wanted
           : op == "lt"_L1  ? is < wanted
           : op == "eq"_L1  ? is == wanted
                            : is != wanted;
}

} // namespace

bool fitsOverride(const signals::FieldOverride &rule, const Frame &frame, const FrameField &field)
{
    const QString name = field.display(), wanted = rule.options.toString();
    if (rule.matcher == "byName"_L1)
        return name == wanted;
    if (rule.matcher == "byRegexp"_L1)
        return expressionOf(wanted).match(name.left(1000)).hasMatch();
    if (rule.matcher == "byFrameRefID"_L1)
        return frame.refId == wanted;
    if (rule.matcher == "byNames"_L1) {
        const QJsonObject o = rule.options.toObject();
        const bool listed = o.value("names"_L1).toArray().contains(name);
        return o.value("mode"_L1).toString() == "exclude"_L1 ? !listed && field.kind != FrameField::Time : listed;
    }
    if (rule.matcher == "byType"_L1)
        return (field.kind == FrameField::Time && wanted == "time"_L1) ||
               (field.kind == FrameField::Number && wanted == "number"_L1) ||
               (field.kind == FrameField::Text && wanted == "string"_L1);
    return rule.matcher == "byValue"_L1 && matchesValue(rule.options.toObject(), field);
}

namespace {

// Grafana's names: displayName of overrides, else the legend, else what tells series apart.
void settleNames(const BoardPanel &panel, std::vector<Frame> &frames)
{
    for (Frame &frame : frames)
        for (FrameField &field : frame.fields) {
            if (field.kind == FrameField::Number && field.shown.isEmpty() && field.labels.size() > 0)
                field.shown = metricText(field.labels);
            QString named = settingsOf(panel, frame, field).displayName;
            if (named.isEmpty() || (field.kind == FrameField::Time && named == panel.defaults.displayName))
                continue;
            named.replace(u"${__field.name}"_s, field.name).replace(u"${__series.name}"_s, field.display());
            static const QRegularExpression label(u"\\$\\{__field\\.labels\\.([^}]+)\\}"_s);
            for (auto m = label.match(named); m.hasMatch(); m = label.match(named))
                named.replace(m.capturedStart(), m.capturedLength(), field.labels.text(m.captured(1).toStdString()));
            field.shown = named;
        }
}

// A transformation of some answers only (Grafana: `filter` with byRefId, "A|B"); the others stay where the first of
// them stood.
bool concerns(const QJsonObject &filter, const Frame &frame)
{
    const QString wanted = filter.value("options"_L1).toString();
    if (filter.value("id"_L1) != "byRefId"_L1 || wanted.isEmpty())
        return true;
    return wanted.split(u'|').contains(frame.refId) ||
           QRegularExpression(QRegularExpression::anchoredPattern(wanted)).match(frame.refId).hasMatch();
}

std::vector<Frame> transformedBy(const signals::PanelTransformation &t, std::vector<Frame> frames, std::stop_token stop)
{
    const QJsonObject filter = t.source.value("filter"_L1).toObject();
    std::vector<Frame> concerned, others;
    std::size_t first = 0;
    for (Frame &frame : frames) {
        if (concerns(filter, frame)) {
            concerned.push_back(std::move(frame));
            continue;
        }
        if (others.empty())
            first = concerned.size();
        others.push_back(std::move(frame));
    }
    std::vector<Frame> out = analysis::transformed(std::move(concerned), t.id, t.options, stop);
    first = std::min(first, out.size());
    out.insert(out.begin() + static_cast<std::ptrdiff_t>(first), std::make_move_iterator(others.begin()),
               std::make_move_iterator(others.end()));
    return out;
}

} // namespace

QString legendText(const QString &legend, const base::Labels &labels)
{
    if (legend == "__auto"_L1) {
        QStringList pairs;
        for (const auto &[key, value] : labels)
            if (key != "__name__")
                pairs << QString::fromStdString(value);
        return pairs.size() == 1 ? pairs.front() : QString();
    }
    QString out;
    for (qsizetype at = 0; at < legend.size();) {
        const qsizetype open = legend.indexOf("{{"_L1, at), close = open < 0 ? -1 : legend.indexOf("}}"_L1, open);
        if (close < 0)
            return out + legend.mid(at);
        out += QStringView(legend).mid(at, open - at);
        out += labels.text(legend.mid(open + 2, close - open - 2).trimmed().toStdString());
        at = close + 2;
    }
    return out;
}

bool knowsMatcher(const QString &id)
{
    static constexpr std::array known{"byName"_L1, "byRegexp"_L1,     "byNames"_L1,
                                      "byType"_L1, "byFrameRefID"_L1, "byValue"_L1};
    return std::find(known.begin(), known.end(), id) != known.end();
}

signals::FieldSettings settingsOf(const BoardPanel &panel, const Frame &frame, const FrameField &field)
{
    signals::FieldSettings out = panel.defaults;
    for (const signals::FieldOverride &rule : panel.overrides)
        if (fitsOverride(rule, frame, field))
            for (const signals::FieldProperty &p : rule.properties)
                wire::grafana::applyProperty(out, p);
    return out;
}

std::vector<Frame> framesOf(const BoardPanel &panel, const std::vector<TargetAnswer> &answers, std::stop_token stop)
{
    std::vector<Frame> frames;
    const auto tables = std::count_if(answers.begin(), answers.end(), [&](const TargetAnswer &a) {
        return panel.targets[a.target].format == "table"_L1;
    });
    for (const TargetAnswer &a : answers) {
        const signals::PanelTarget &target = panel.targets[a.target];
        addHistograms(panel, target, *a.answer, frames);
        if (!a.answer->histograms.empty() && a.answer->series.empty())
            continue;
        if (target.format == "table"_L1)
            addTable(target, *a.answer, tables > 1, frames);
        else
            addSeries(target, *a.answer, frames);
    }
    if (panel.transformations.empty())
        settleNames(panel, frames);
    for (const signals::PanelTransformation &t : panel.transformations)
        if (!t.disabled)
            frames = transformedBy(t, std::move(frames), stop);
    if (!panel.transformations.empty())
        settleNames(panel, frames);
    return frames;
}

} // namespace wf::engine
