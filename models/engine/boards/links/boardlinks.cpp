// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/links/boardlinks.h"

#include "models/engine/boards/reading/boardframes.h"
#include "models/query/variables/intervals.h"
#include "models/signals/display/fielddisplay.h"

#include <QJsonArray>
#include <QLocale>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>
#include <cmath>

namespace wf::engine {

using namespace Qt::StringLiterals;
using analysis::Frame;
using analysis::FrameField;

namespace {

constexpr qsizetype mostLinks = 50, mostAddress = 20'000;

QStringList textsOf(const QJsonValue &list)
{
    QStringList out;
    for (const QJsonValue &one : list.toArray())
        out << one.toString();
    return out;
}

BoardLink linkOf(const QJsonObject &o)
{
    BoardLink out;
    out.title = o.value("title"_L1).toString();
    out.tip = o.value("tooltip"_L1).toString();
    out.url = o.value("url"_L1).toString();
    out.byTags = o.value("type"_L1).toString() == "dashboards"_L1;
    out.tags = textsOf(o.value("tags"_L1));
    out.asMenu = o.value("asDropdown"_L1).toBool();
    out.keepsTime = o.value("keepTime"_L1).toBool();
    out.keepsVariables = o.value("includeVars"_L1).toBool();
    return out;
}

std::vector<BoardLink> linksOf(const QJsonValue &list)
{
    std::vector<BoardLink> out;
    const QJsonArray array = list.toArray();
    for (const QJsonValue &one : array)
        if (BoardLink link = linkOf(one.toObject());
            (link.byTags || !link.url.isEmpty()) && static_cast<qsizetype>(out.size()) < mostLinks)
            out.push_back(std::move(link));
    return out;
}

// As JavaScript writes a number.
QString numberText(double v)
{
    if (!std::isfinite(v))
        return std::isnan(v) ? u"NaN"_s : v > 0 ? u"Infinity"_s : u"-Infinity"_s;
    const double size = std::abs(v);
    if (size != 0 && (size >= 1e21 || size < 1e-6))
        return QString::number(v, 'g', QLocale::FloatingPointShortest);
    return QString::number(v, 'f', QLocale::FloatingPointShortest);
}

// encodeURIComponent as AngularJS has it: what addresses commonly hold stays readable.
QString parameter(const QString &text)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text, "@:$,;"));
}

QString withParameters(QString url, const QString &more)
{
    const qsizetype mark = url.indexOf(u'?');
    if (mark < 0)
        url += u'?';
    else if (url.size() - mark > 1)
        url += u'&';
    return url + more;
}

// In the largest unit that says it whole: Grafana knows no "1h30m" behind "now-".
QString wholeInterval(qint64 ns)
{
    const qint64 seconds = std::max<qint64>(1, ns / base::nsPerSecond);
    for (const auto &[size, unit] : {std::pair{86'400, 'd'}, std::pair{3'600, 'h'}, std::pair{60, 'm'}})
        if (seconds % size == 0)
            return QString::number(seconds / size) + QLatin1Char(unit);
    return QString::number(seconds) + u's';
}

QString formatted(const QString &value, const QString &format, const QString &zone)
{
    return query::formatVariable({}, {{value}, {value}, {}, {}, {}, {}, {}}, format, zone);
}

signals::DisplayValue displayed(const LinkPoint &point, const FrameField &field, std::size_t row, const QString &zone)
{
    auto settings = settingsOf(*point.panel, *point.frame, field);
    if (field.kind == FrameField::Text)
        return displayOf(settings, field.textAt(row));
    if (field.kind == FrameField::Time && (settings.unit.isEmpty() || settings.unit == point.panel->defaults.unit))
        settings.unit = u"dateTimeAsIso"_s;
    return displayOf(settings, field.numberAt(row), {0, 100, 0, zone});
}

QString rawText(const FrameField &field, std::size_t row)
{
    return field.kind == FrameField::Text ? field.textAt(row) : numberText(field.numberAt(row));
}

// Of a column: the words without what stands before and behind, the number, or all of it.
QString partOf(const signals::DisplayValue &shown, const QString &raw, const QString &part)
{
    if (part == "text"_L1)
        return shown.text.text;
    return part == "numeric"_L1 ? raw : shown.text.whole();
}

std::optional<QString> valueText(const LinkPoint &point, const QString &part, const QString &zone)
{
    if (point.calculated && !point.row) {
        if (part == "time"_L1)
            return QString();
        const QString raw = numberText(*point.calculated);
        return part == "raw"_L1 || part == "numeric"_L1
                   ? raw
                   : displayOf(settingsOf(*point.panel, *point.frame, *point.field), *point.calculated).text.whole();
    }
    if (!point.row)
        return std::nullopt;
    if (part == "time"_L1) {
        const FrameField *time = point.frame->time();
        return time ? numberText(time->numberAt(*point.row)) : QString();
    }
    const QString raw = rawText(*point.field, *point.row);
    return part == "raw"_L1 ? raw : partOf(displayed(point, *point.field, *point.row, zone), raw, part);
}

QString labelsText(const base::Labels &labels)
{
    const QString all = labels.toString(); // {a="b", c="d"}
    return all.startsWith(u'{') ? all.mid(1, all.size() - 2) : all;
}

// labels.pod, labels["a.b"].
QString labelName(const QString &path)
{
    static const QRegularExpression quoted(u"^labels\\[[\"'](.*)[\"']\\]$"_s);
    if (path.startsWith("labels."_L1))
        return path.mid(7);
    return quoted.match(path).captured(1);
}

std::optional<QString> fieldText(const LinkPoint &point, const QString &path)
{
    const FrameField &field = *point.field;
    if (path.isEmpty())
        return std::nullopt;
    if (path == "name"_L1)
        return field.name;
    if (path == "displayName"_L1)
        return field.display();
    if (path == "labels"_L1 || path == "formattedLabels"_L1)
        return labelsText(field.labels);
    if (path == "labels.__values"_L1) {
        QStringList values;
        for (const auto &[name, value] : field.labels)
            values << QString::fromStdString(value);
        values.sort();
        return values.join(u", "_s);
    }
    return field.labels.text(labelName(path).toStdString());
}

// fields[0], fields.Name, fields["A name"], each with .text or .numeric behind it.
const FrameField *namedField(const Frame &frame, const QString &path, QString &part)
{
    static const QRegularExpression form(
        uR"re(^fields(?:\[(?:(\d+)|["'](.*?)["'])\]|\.([^.\[\]]+))(?:\.(\w+))?(?:\.(.*))?$)re"_s);
    const auto found = form.match(path);
    if (!found.hasMatch())
        return nullptr;
    part = found.captured(4);
    if (found.capturedLength(1) > 0) {
        const auto index = found.captured(1).toUInt();
        return index < frame.fields.size() ? &frame.fields[index] : nullptr;
    }
    const QString name = found.capturedLength(2) > 0 ? found.captured(2) : found.captured(3);
    for (const FrameField &field : frame.fields)
        if (field.display() == name || field.name == name)
            return &field;
    return nullptr;
}

std::optional<QString> dataText(const LinkPoint &point, const QString &path, const QString &zone)
{
    if (path.isEmpty() || !point.row)
        return std::nullopt;
    if (path == "refId"_L1)
        return point.frame->refId;
    if (path == "name"_L1)
        return point.field->display();
    QString part;
    const FrameField *field = namedField(*point.frame, path, part);
    if (!field)
        return QString();
    if (part == "name"_L1)
        return field->display();
    if (part == "labels"_L1)
        return field->labels.text(path.section(u".labels."_s, 1).toStdString());
    return partOf(displayed(point, *field, *point.row, zone), rawText(*field, *point.row), part);
}

query::MacroReader macrosOf(const LinkPlace &place, const LinkPoint *point)
{
    return [&place, point](const QString &name, const QString &field, const QString &format) -> std::optional<QString> {
        if (name == "__url_time_range"_L1)
            return urlTimeRange(place);
        if (name == "__all_variables"_L1)
            return urlVariables(place);
        if (!point)
            return std::nullopt;
        std::optional<QString> text;
        if (name == "__value"_L1)
            text = valueText(*point, field, place.scope.zone);
        else if (name == "__field"_L1)
            text = fieldText(*point, field);
        else if (name == "__data"_L1)
            text = dataText(*point, field, place.scope.zone);
        else if (name == "__series"_L1 && field == "name"_L1)
            text = point->field->display();
        return text ? std::optional(formatted(*text, format, place.scope.zone)) : std::nullopt;
    };
}

query::VariableScope scopeOf(const LinkPlace &place)
{
    query::VariableScope scope = place.scope;
    const query::IntervalQuestion interval{place.range, 1000, {}, 15 * base::nsPerSecond, 1};
    query::addBuiltIns(scope, interval, query::intervalsOf(interval));
    return scope;
}

bool isInAddress(const signals::BoardVariable &v)
{
    using Kind = signals::BoardVariable::Kind;
    return !v.source.value("skipUrlSync"_L1).toBool(v.kind == Kind::Constant) && v.kind != Kind::Unknown;
}

} // namespace

std::vector<BoardLink> dashboardLinks(const signals::Dashboard &dashboard)
{
    return linksOf(dashboard.source.value("links"_L1));
}

std::vector<BoardLink> panelLinks(const signals::BoardPanel &panel)
{
    std::vector<BoardLink> out = linksOf(panel.source.value("links"_L1));
    std::erase_if(out, [](const BoardLink &link) { return link.byTags; });
    return out;
}

std::vector<BoardLink> dataLinks(const signals::BoardPanel &panel, const Frame &frame, const FrameField &field)
{
    const QJsonObject defaults = panel.source.value("fieldConfig"_L1).toObject().value("defaults"_L1).toObject();
    QJsonValue links = defaults.value("links"_L1);
    for (const signals::FieldOverride &rule : panel.overrides)
        for (const signals::FieldProperty &property : rule.properties)
            if (property.id == "links"_L1 && fitsOverride(rule, frame, field))
                links = property.value;
    return linksOf(links);
}

std::vector<std::size_t> linkedFields(const signals::BoardPanel &panel, const Frame &frame,
                                      const signals::FigurePlace &place)
{
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < frame.fields.size(); ++i)
        if ((place.field < 0 || static_cast<std::size_t>(place.field) == i) &&
            !dataLinks(panel, frame, frame.fields[i]).empty())
            out.push_back(i);
    return out;
}

bool hasDataLinks(const signals::BoardPanel &panel)
{
    if (!panel.source.value("fieldConfig"_L1)
             .toObject()
             .value("defaults"_L1)
             .toObject()
             .value("links"_L1)
             .toArray()
             .isEmpty())
        return true;
    return std::ranges::any_of(panel.overrides, [](const signals::FieldOverride &o) {
        return std::ranges::any_of(o.properties, [](const auto &p) { return p.id == "links"_L1; });
    });
}

QString urlTimeRange(const LinkPlace &place)
{
    if (place.time.live)
        return u"from=now-%1&to=now"_s.arg(wholeInterval(place.time.lengthNs));
    return u"from=%1&to=%2"_s.arg(place.range.startNs / base::nsPerMs).arg(place.range.endNs / base::nsPerMs);
}

QString urlVariables(const LinkPlace &place)
{
    QStringList out;
    for (const signals::BoardVariable &v : place.dashboard->variables) {
        if (!isInAddress(v))
            continue;
        const QString name = u"var-"_s + parameter(v.name) + u'=';
        if (v.kind == signals::BoardVariable::Kind::AdHoc) {
            for (const query::SelectorFilter &filter : place.scope.filters)
                out << name + parameter(u"%1|%2|%3"_s.arg(filter.key, filter.op, filter.value));
            continue;
        }
        const auto known = place.scope.variables.constFind(v.name);
        if (known == place.scope.variables.constEnd())
            continue;
        if (known->isAll)
            out << name + parameter(signals::allValueId);
        else if (known->values.isEmpty())
            out << name;
        else
            for (const QString &value : known->values)
                out << name + parameter(value);
    }
    return out.join(u'&');
}

QString linkAddress(const BoardLink &link, const LinkPlace &place, const LinkPoint *point, bool ofDashboard)
{
    QString url = link.url;
    url.remove(u'\n').remove(u'\r');
    if (ofDashboard) {
        if (link.keepsTime)
            url = withParameters(url, u"$__url_time_range"_s);
        if (link.keepsVariables)
            url = withParameters(url, u"$__all_variables"_s);
    }
    return query::interpolateLink(url, scopeOf(place), macrosOf(place, point), ofDashboard ? u"glob"_s : u"uriencode"_s)
        .left(mostAddress)
        .trimmed();
}

QString linkTitle(const BoardLink &link, const LinkPlace &place, const LinkPoint *point)
{
    const QString title = query::interpolateLink(link.title, scopeOf(place), macrosOf(place, point), u"glob"_s);
    return title.trimmed().isEmpty() ? linkAddress(link, place, point) : title.trimmed();
}

} // namespace wf::engine
