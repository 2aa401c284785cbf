// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/signals/report/words.h"
#include "models/wire/html/htmlbuilder.h"
#include "models/wire/statuspage/siteparts_p.h"
#include "models/wire/statuspage/sitestyle_p.h"

#include <cmath>

// The two pages. Each state has a shape and a word of its own, never colour alone.
namespace wf::wire {

using namespace Qt::StringLiterals;
using signals::ComponentState;
using signals::StatusComponent;
using signals::StatusDay;
using signals::StatusIncident;
using signals::StatusPage;

namespace {

QString stateClass(ComponentState state, bool isKnown)
{
    return isKnown ? u"s-"_s + indicatorOf(state) : u"s-unknown"_s;
}

// 14 × 14: a tick, a wrench's place, a triangle, half a disc, a cross.
QString stateMark(ComponentState state, bool isKnown)
{
    const QString shape =
        !isKnown ? u"<path d=\"M3 7h8\" fill=\"none\" stroke-width=\"2\"/>"_s
        : state == ComponentState::Operational
            ? u"<path d=\"M2 7.5l3.5 3.5L12 3.5\" fill=\"none\" stroke-width=\"2\"/>"_s
        : state == ComponentState::Maintenance ? u"<path d=\"M2.5 2.5h9v9h-9z\" fill=\"none\" stroke-width=\"2\"/>"_s
        : state == ComponentState::Degraded    ? u"<path d=\"M7 1.5l6 11H1z\" stroke=\"none\"/>"_s
        : state == ComponentState::PartialOutage
            ? u"<circle cx=\"7\" cy=\"7\" r=\"5\" fill=\"none\" stroke-width=\"2\"/><path d=\"M7 2a5 5 0 010 10z\"/>"_s
            : u"<path d=\"M3 3l8 8M11 3l-8 8\" fill=\"none\" stroke-width=\"2.4\"/>"_s;
    return u"<svg class=\"mark %1\" viewBox=\"0 0 14 14\" aria-hidden=\"true\">%2</svg>"_s.arg(
        stateClass(state, isKnown), shape);
}

QString stateWords(const StatusComponent &c)
{
    return c.isKnown ? signals::componentStateWords(c.state) : u"Not known"_s;
}

void openPage(HtmlBuilder &out, const StatusPage &page, const QString &title)
{
    out.raw(u"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
            "<meta name=\"color-scheme\" content=\"light dark\">\n"_s);
    out.element("title", title);
    out.raw(u"<link rel=\"alternate\" type=\"application/rss+xml\" title=\"RSS\" href=\"history.rss\">\n"
            "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"Atom\" href=\"history.atom\">\n<style>"_s);
    out.raw(siteStyle() + u":root{--brand:"_s + escaped(page.colour) + u"}</style>\n</head>\n<body>\n"_s);
    out.raw(u"<a class=\"skip\" href=\"#main\">Skip to the content</a>\n<header>"_s);
    out.element("p", page.organisation, u"class=\"brand\""_s);
    out.raw(u"<nav aria-label=\"Pages\"><a href=\"index.html\">Now</a> <a "
            u"href=\"history.html\">History</a></nav></header>\n"
            "<main id=\"main\">\n"_s);
}

void closePage(HtmlBuilder &out, const StatusPage &page)
{
    out.raw(u"</main>\n<footer><p>"_s);
    out.raw(
        u"As of <time datetime=\""_s +
        QDateTime::fromMSecsSinceEpoch(page.atNs / 1'000'000, Qt::UTC).toString(Qt::ISODate) + u"\">"_s +
        escaped(momentWords(page.atNs, zoneOf(page))) +
        u"</time>. This page is written anew regularly; an older time than you expect means that it could not "
        u"be.</p><p>"
        "<a href=\"history.rss\">RSS</a> <a href=\"history.atom\">Atom</a> <a href=\"api/v2/summary.json\">JSON</a>"_s);
    if (!page.contact.isEmpty())
        out.raw(u" <a rel=\"noopener\" href=\""_s + escaped(page.contact) + u"\">Contact</a>"_s);
    out.raw(u"</p></footer>\n</body>\n</html>\n"_s);
}

QString uptimeWords(std::optional<double> uptime)
{
    return uptime ? signals::percentWord(*uptime) + u" uptime"_s : u"no figures yet"_s;
}

QString dayWords(const StatusDay &day)
{
    const QString name = QLocale::c().toString(day.day, u"d MMMM yyyy"_s);
    if (!day.uptime)
        return name + u": no data"_s;
    const auto minutes = [](qint64 ns) { return QString::number(std::ceil(static_cast<double>(ns) / 6e10)); };
    QStringList parts;
    if (day.downNs > 0)
        parts << minutes(day.downNs) + u" min of outage"_s;
    if (day.degradedNs > 0)
        parts << minutes(day.degradedNs) + u" min degraded"_s;
    if (parts.isEmpty())
        parts << (day.worst == ComponentState::Maintenance ? u"maintenance"_s : u"no trouble"_s);
    return name + u": "_s + parts.join(u", "_s);
}

// One bar a day; a lower bar also says what its colour says.
void addBars(HtmlBuilder &out, const StatusComponent &c)
{
    const auto count = static_cast<double>(c.days.size());
    int bad = 0, unknown = 0;
    QString bars;
    for (std::size_t i = 0; i < c.days.size(); ++i) {
        const StatusDay &day = c.days[i];
        bad += day.uptime && day.worst >= ComponentState::Degraded ? 1 : 0;
        unknown += day.uptime ? 0 : 1;
        const double height = !day.uptime                                  ? 8
                              : day.worst >= ComponentState::PartialOutage ? 32
                              : day.worst == ComponentState::Degraded      ? 26
                                                                           : 20;
        bars += u"<rect class=\"%1\" x=\"%2\" y=\"%3\" width=\"4\" height=\"%4\"><title>%5</title></rect>"_s.arg(
            stateClass(day.worst, day.uptime.has_value()), svgNumber(static_cast<double>(i) * 6),
            svgNumber(32 - height), svgNumber(height), escaped(dayWords(day)));
    }
    QString words =
        u"%1, last %2 days: %3; %4 with trouble"_s.arg(c.name, QString::number(c.days.size()), uptimeWords(c.uptime),
                                                       bad == 0   ? u"no day"_s
                                                       : bad == 1 ? u"one day"_s
                                                                  : u"%1 days"_s.arg(bad));
    if (unknown > 0)
        words += u"; %1 without data"_s.arg(unknown);
    out.raw(
        u"<svg class=\"bars\" viewBox=\"0 0 %1 32\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"%2\">%3</svg>"_s
            .arg(svgNumber(std::max(1.0, count * 6 - 2)), escaped(words), bars));
    out.raw(u"<p class=\"scale\"><span>%1 days ago</span><span>%2</span><span>Today</span></p>"_s.arg(
        QString::number(c.days.empty() ? 0 : c.days.size() - 1), escaped(uptimeWords(c.uptime))));
    if (bad == 0)
        return;
    out.raw(u"<details><summary>Days with trouble</summary><ul>"_s);
    for (auto day = c.days.rbegin(); day != c.days.rend(); ++day)
        if (day->uptime && day->worst >= ComponentState::Degraded)
            out.element("li", dayWords(*day));
    out.raw(u"</ul></details>"_s);
}

void addComponent(HtmlBuilder &out, const StatusComponent &c)
{
    out.raw(u"<li class=\"component\"><div class=\"line\">"_s);
    out.element("h3", c.name);
    out.raw(u"<span class=\"state %1\">"_s.arg(stateClass(c.state, c.isKnown)) + stateMark(c.state, c.isKnown) +
            escaped(stateWords(c)) + u"</span></div>"_s);
    if (!c.description.isEmpty())
        out.element("p", c.description, u"class=\"quiet\""_s);
    addBars(out, c);
    out.raw(u"</li>\n"_s);
}

void addComponents(HtmlBuilder &out, const StatusPage &page)
{
    out.raw(u"<section aria-labelledby=\"systems\"><h2 id=\"systems\">Systems</h2>\n"_s);
    QStringList groups;
    for (const auto &c : page.components)
        if (!groups.contains(c.group))
            groups << c.group;
    for (const QString &group : groups) {
        if (!group.isEmpty())
            out.element("p", group, u"class=\"group\""_s);
        out.raw(u"<ul class=\"components\">\n"_s);
        for (const auto &c : page.components)
            if (c.group == group)
                addComponent(out, c);
        out.raw(u"</ul>\n"_s);
    }
    out.raw(u"</section>\n"_s);
}

QString timeWords(const StatusIncident &incident, const QTimeZone &zone)
{
    const QString name = signals::zoneWord(zone, incident.range.startNs);
    if (incident.isOpen && !incident.isMaintenance)
        return u"%1, %2 %3, not over yet"_s.arg(signals::dayWord(incident.range.startNs, zone),
                                                signals::clockWord(incident.range.startNs, zone), name);
    return u"%1 %2"_s.arg(signals::whenWords(incident.range, false, zone), name);
}

void addIncident(HtmlBuilder &out, const StatusPage &page, const StatusIncident &incident, bool isLinked)
{
    const auto zone = zoneOf(page);
    out.raw(u"<article class=\"incident\" id=\"%1\"><h3>"_s.arg(escaped(incident.id)));
    if (isLinked)
        out.raw(u"<a href=\"history.html#%1\">"_s.arg(escaped(incident.id)));
    out.raw(escaped(incident.title) + (isLinked ? u"</a></h3>"_s : u"</h3>"_s));
    QStringList names;
    for (const QString &id : incident.components)
        names << nameOfComponent(page, id);
    const ComponentState state = incident.isMaintenance ? ComponentState::Maintenance : incident.impact;
    out.raw(u"<p class=\"quiet\"><span class=\"state %1\">"_s.arg(stateClass(state, true)) + stateMark(state, true) +
            escaped(incident.isMaintenance ? u"Maintenance"_s : signals::componentStateWords(state)) + u"</span> "_s +
            escaped(names.join(u", "_s)) + u". "_s + escaped(timeWords(incident, zone)) +
            u"</p><ol class=\"updates\">"_s);
    for (const auto &update : incident.updates)
        out.raw(u"<li><b>"_s + escaped(signals::statusPhaseWords(update.phase)) + u"</b> "_s + escaped(update.text) +
                u"<br><span class=\"quiet\">"_s + escaped(momentWords(update.atNs, zone)) + u"</span></li>"_s);
    out.raw(u"</ol></article>\n"_s);
}

void addIncidents(HtmlBuilder &out, const StatusPage &page)
{
    const auto section = [&](const char *id, const QString &title, auto wanted, const QString &none) {
        const auto any = std::ranges::any_of(page.incidents, wanted);
        if (!any && none.isEmpty())
            return;
        out.raw(u"<section aria-labelledby=\"%1\"><h2 id=\"%1\">%2</h2>\n"_s.arg(QLatin1String(id), title));
        for (const auto &incident : page.incidents)
            if (wanted(incident))
                addIncident(out, page, incident, true);
        if (!any)
            out.element("p", none, u"class=\"quiet\""_s);
        out.raw(u"</section>\n"_s);
    };
    const qint64 recent = page.atNs - 14 * qint64{86'400} * 1'000'000'000;
    section("open", u"What is going on"_s, [](const StatusIncident &i) { return i.isOpen && !i.isMaintenance; }, {});
    section("maintenance", u"Maintenance"_s, [](const StatusIncident &i) { return i.isOpen && i.isMaintenance; }, {});
    addComponents(out, page);
    section(
        "past", u"The last two weeks"_s,
        [recent](const StatusIncident &i) { return !i.isOpen && i.range.endNs >= recent; },
        u"No incidents in the last two weeks."_s);
}

} // namespace

QByteArray indexHtml(const StatusPage &page)
{
    HtmlBuilder out;
    openPage(out, page, page.title);
    const Headline headline = headlineOf(page);
    out.element("h1", page.title);
    out.raw(u"<p class=\"headline %1\" role=\"status\">"_s.arg(stateClass(headline.state, headline.isKnown)) +
            stateMark(headline.state, headline.isKnown) + escaped(headline.words) + u"</p>\n"_s);
    addIncidents(out, page);
    closePage(out, page);
    return out.bytes();
}

QByteArray historyHtml(const StatusPage &page)
{
    HtmlBuilder out;
    openPage(out, page, page.title + u", history"_s);
    out.element("h1", u"Incidents and maintenance"_s);
    QString month;
    const auto zone = zoneOf(page);
    for (const auto &incident : page.incidents) {
        const QString name = signals::dayYearWord(incident.range.startNs, zone).section(u' ', 1);
        if (name != month)
            out.element("h2", name);
        month = name;
        addIncident(out, page, incident, false);
    }
    if (page.incidents.empty())
        out.element("p", u"Nothing has been reported yet."_s, u"class=\"quiet\""_s);
    closePage(out, page);
    return out.bytes();
}

} // namespace wf::wire
