// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/hearers/hearers.h"

#include "models/base/clock.h"
#include "models/base/duration.h"
#include "models/station/alerts/book/inhibition.h"
#include "models/wire/yaml/tree/yamltree.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;
using signals::LabelMatcher;
using wire::YamlNode;

namespace {

constexpr int deepest = 32;

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::engine::RuleHearers", text);
}

QString textOf(const YamlNode &map, std::string_view key)
{
    const YamlNode *field = map.field(key);
    return field && field->isScalar() ? wire::toQString(field->text) : QString();
}

QStringList textsOf(const YamlNode &map, std::string_view key)
{
    QStringList out;
    if (const YamlNode *field = map.field(key); field && field->isList())
        for (const auto &item : field->items)
            if (item->isScalar())
                out << wire::toQString(item->text);
    return out;
}

void addMatchers(std::vector<LabelMatcher> &into, const YamlNode &map, std::string_view key, LabelMatcher::Op op)
{
    const YamlNode *field = map.field(key);
    if (!field || !field->isMap())
        return;
    for (const auto &[name, value] : field->fields)
        if (auto matcher = LabelMatcher::make(op, name->text, value->text))
            into.push_back(std::move(*matcher));
}

std::vector<LabelMatcher> matchersOf(const YamlNode &map)
{
    std::vector<LabelMatcher> out;
    addMatchers(out, map, "match", LabelMatcher::Op::Equal);
    addMatchers(out, map, "match_re", LabelMatcher::Op::Regex);
    for (const QString &text : textsOf(map, "matchers"))
        if (auto parsed = station::parseMatchers(text.toStdString()))
            out.insert(out.end(), parsed->begin(), parsed->end());
    return out;
}

void takeDuration(qint64 &into, const YamlNode &map, std::string_view key)
{
    if (const auto ns = base::parseDuration(textOf(map, key)))
        into = *ns;
}

AlertRoute routeOf(const YamlNode &map, const AlertRoute &above, int depth)
{
    AlertRoute out;
    out.receiver = above.receiver;
    out.groupBy = above.groupBy;
    out.groupWaitNs = above.groupWaitNs;
    out.repeatNs = above.repeatNs;
    out.matchers = matchersOf(map);
    if (const QString receiver = textOf(map, "receiver"); !receiver.isEmpty())
        out.receiver = receiver;
    if (map.field("group_by"))
        out.groupBy = textsOf(map, "group_by");
    takeDuration(out.groupWaitNs, map, "group_wait");
    takeDuration(out.repeatNs, map, "repeat_interval");
    out.goesOn = textOf(map, "continue") == u"true"_s;
    out.mutedDuring = textsOf(map, "mute_time_intervals");
    out.activeDuring = textsOf(map, "active_time_intervals");
    const YamlNode *routes = map.field("routes");
    if (routes && routes->isList() && depth < deepest)
        for (const auto &one : routes->items)
            if (one->isMap())
                out.routes.push_back(routeOf(*one, out, depth + 1));
    return out;
}

// "email_configs" with something in it -> "email".
QStringList waysOf(const YamlNode &receiver)
{
    static constexpr std::string_view ending = "_configs";
    QStringList out;
    for (const auto &[key, value] : receiver.fields)
        if (key->text.ends_with(ending) && value->isList() && !value->items.empty())
            out << wire::toQString(key->text.substr(0, key->text.size() - ending.size()));
    return out;
}

bool follow(const AlertRouting &routing, const AlertRoute &route, const base::Labels &alert, std::vector<Hearer> &out)
{
    if (!std::ranges::all_of(route.matchers, [&alert](const LabelMatcher &one) { return one.matches(alert); }))
        return false;
    bool isTaken = false;
    for (const AlertRoute &below : route.routes)
        if (follow(routing, below, alert, out)) {
            isTaken = true;
            if (!below.goesOn)
                break;
        }
    if (!isTaken)
        out.push_back({route.receiver, routing.receivers.value(route.receiver), route.groupBy, route.groupWaitNs,
                       route.repeatNs, route.mutedDuring, route.activeDuring});
    return true;
}

QString listed(QStringList names)
{
    if (names.size() < 2)
        return names.join(QString());
    const QString last = names.takeLast();
    return tr("%1 and %2").arg(names.join(u", "_s), last);
}

} // namespace

base::Result<AlertRouting> readAlertRouting(const QString &configYaml)
{
    const std::string text = configYaml.toStdString();
    const auto read = wire::readYamlTree(text);
    if (read.problem)
        return base::makeError(read.problem->kind, tr("The configuration of Alertmanager cannot be read: %1:%2: %3")
                                                       .arg(read.problem->place.line)
                                                       .arg(read.problem->place.column)
                                                       .arg(read.problem->what));
    const YamlNode *route =
        read.documents.empty() || !read.documents.front()->isMap() ? nullptr : read.documents.front()->field("route");
    if (!route || !route->isMap())
        return base::makeError(base::ErrorKind::Invalid, tr("The configuration of Alertmanager has no route"));
    AlertRouting out;
    AlertRoute usual; // Alertmanager's defaults
    usual.groupWaitNs = 30 * base::nsPerSecond;
    usual.repeatNs = 4 * base::nsPerHour;
    out.root = routeOf(*route, usual, 0);
    if (const YamlNode *receivers = read.documents.front()->field("receivers"); receivers && receivers->isList())
        for (const auto &one : receivers->items)
            if (one->isMap())
                out.receivers.insert(textOf(*one, "name"), waysOf(*one));
    return out;
}

std::vector<Hearer> hearersOf(const AlertRouting &routing, const base::Labels &alert)
{
    std::vector<Hearer> out;
    follow(routing, routing.root, alert, out);
    return out;
}

QString hearerWords(const Hearer &hearer)
{
    QStringList out;
    if (hearer.ways.isEmpty())
        out << tr("is told nothing: the receiver has no way to be told");
    else
        out << hearer.ways.join(u", "_s);
    if (hearer.groupBy.contains(u"..."_s))
        out << tr("every alert by itself");
    else if (!hearer.groupBy.isEmpty())
        out << tr("grouped by %1").arg(listed(hearer.groupBy));
    if (hearer.groupWaitNs > 0)
        out << tr("first after %1").arg(base::humanDuration(hearer.groupWaitNs));
    if (!hearer.mutedDuring.isEmpty())
        out << tr("not during %1").arg(listed(hearer.mutedDuring));
    if (!hearer.activeDuring.isEmpty())
        out << tr("only during %1").arg(listed(hearer.activeDuring));
    return out.join(u", "_s);
}

} // namespace wf::engine
