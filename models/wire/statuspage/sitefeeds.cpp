// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/clock.h"
#include "models/base/timetext.h"
#include "models/wire/html/htmlbuilder.h"
#include "models/wire/statuspage/siteparts_p.h"

#include <QDateTime>

namespace wf::wire {

using namespace Qt::StringLiterals;
using signals::StatusIncident;
using signals::StatusPage;

namespace {

constexpr std::size_t mostEntries = 50;

// RFC 822, as RSS wants it; English whatever the locale.
QString rssDate(qint64 ns)
{
    return QLocale::c().toString(QDateTime::fromMSecsSinceEpoch(ns / base::nsPerMs, Qt::UTC),
                                 u"ddd, dd MMM yyyy HH:mm:ss '+0000'"_s);
}

// The updates as HTML; it is escaped once more within the feed.
QString storyOf(const StatusPage &page, const StatusIncident &incident)
{
    QString out;
    for (const auto &update : incident.updates)
        out += u"<p><strong>"_s + escaped(signals::statusPhaseWords(update.phase)) + u"</strong>, "_s +
               escaped(momentWords(update.atNs, zoneOf(page))) + u": "_s + escaped(update.text) + u"</p>"_s;
    return out;
}

QString nameOf(const StatusPage &page)
{
    return page.title.isEmpty() ? page.organisation : page.title;
}

} // namespace

QByteArray rssFeed(const StatusPage &page)
{
    HtmlBuilder out;
    out.raw(u"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\"><channel>\n"_s);
    out.element("title", nameOf(page));
    out.element("link", page.address);
    out.element("description", u"Incidents and maintenance of "_s + page.organisation);
    out.element("lastBuildDate", rssDate(page.atNs));
    for (std::size_t i = 0; i < std::min(page.incidents.size(), mostEntries); ++i) {
        const StatusIncident &incident = page.incidents[i];
        out.raw(u"<item>"_s);
        out.element("title", incident.title);
        out.element("link", incidentAddress(page, incident));
        out.element("guid", u"watchfloor-status:"_s + incident.id, u"isPermaLink=\"false\""_s);
        out.element("pubDate", rssDate(incident.updates.front().atNs));
        out.element("description", storyOf(page, incident));
        out.raw(u"</item>\n"_s);
    }
    out.raw(u"</channel></rss>\n"_s);
    return out.bytes();
}

QByteArray atomFeed(const StatusPage &page)
{
    HtmlBuilder out;
    out.raw(u"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n"_s);
    out.element("title", nameOf(page));
    out.element("id", page.address.isEmpty() ? u"urn:watchfloor:status"_s : page.address);
    out.element("updated", base::isoTime(page.atNs));
    out.raw(u"<author>"_s);
    out.element("name", page.organisation);
    out.raw(u"</author>\n<link rel=\"self\" href=\""_s + escaped(page.address) + u"/history.atom\"/>\n"_s);
    for (std::size_t i = 0; i < std::min(page.incidents.size(), mostEntries); ++i) {
        const StatusIncident &incident = page.incidents[i];
        out.raw(u"<entry>"_s);
        out.element("title", incident.title);
        out.element("id", u"urn:watchfloor:status:"_s + incident.id);
        out.raw(u"<link href=\""_s + escaped(incidentAddress(page, incident)) + u"\"/>"_s);
        out.element("published", base::isoTime(incident.updates.back().atNs));
        out.element("updated", base::isoTime(incident.updates.front().atNs));
        out.element("content", storyOf(page, incident), u"type=\"html\""_s);
        out.raw(u"</entry>\n"_s);
    }
    out.raw(u"</feed>\n"_s);
    return out.bytes();
}

} // namespace wf::wire
