// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/links/linktarget.h"

#include "models/base/duration.h"
#include "models/base/untrusted.h"
#include "models/engine/boards/boardlibrary.h"
#include "models/query/variables/intervals.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QUrl>
#include <QUrlQuery>

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;
using Kind = LinkTarget::Kind;

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("BoardLinks", text);
}

QString slugOf(const QString &title)
{
    QString out = boardFileName(title).toLower();
    out.chop(5); // ".json"
    return out;
}

// "d/UID/slug", "d-solo/UID/slug" and, of old, "dashboard/db/slug", below whatever folder.
const KnownBoard *boardOfPath(const QString &path, const std::vector<KnownBoard> &boards, bool &isBoard)
{
    static const QRegularExpression byUid(u"(?:^|/)d(?:-solo)?/([^/]+)(?:/|$)"_s);
    static const QRegularExpression bySlug(u"(?:^|/)dashboard/db/([^/]+)/?$"_s);
    const auto uid = byUid.match(path), slug = bySlug.match(path);
    isBoard = uid.hasMatch() || slug.hasMatch();
    const auto found = std::ranges::find_if(boards, [&](const KnownBoard &board) {
        return uid.hasMatch() ? board.uid == uid.captured(1)
                              : slug.hasMatch() && slugOf(board.title) == slug.captured(1).toLower();
    });
    return found == boards.end() ? nullptr : &*found;
}

void readQuery(const QUrlQuery &query, qint64 nowNs, LinkTarget &out)
{
    QString from, to;
    for (const auto &[key, value] : query.queryItems(QUrl::FullyDecoded)) {
        if (key.startsWith("var-"_L1))
            out.variables[key.mid(4)] << value;
        else if (key == "from"_L1)
            from = value;
        else if (key == "to"_L1)
            to = value;
    }
    if (from.isEmpty() || to.isEmpty())
        return;
    if (from.startsWith("now-"_L1) && to == "now"_L1 && !from.contains(u'/'))
        if (const auto length = query::parseInterval(from.mid(4)); length && *length > 0) {
            out.time = base::TimeSelection::last(*length);
            return;
        }
    const auto start = query::relativeTimeNs(from, nowNs, false), end = query::relativeTimeNs(to, nowNs, true);
    if (start && end && *start < *end)
        out.time = base::TimeSelection::between({*start, *end});
}

LinkTarget refused(const QString &why)
{
    LinkTarget out;
    out.reason = why;
    return out;
}

} // namespace

std::vector<KnownBoard> knownBoards(const QString &folder, std::stop_token stop)
{
    std::vector<KnownBoard> out;
    for (const BoardFile &file : boardsIn(folder)) {
        if (stop.stop_requested())
            break;
        if (const auto board = loadBoard(file.path); board.ok())
            out.push_back({board->uid, board->title, file.path, board->tags});
    }
    std::ranges::sort(out, {}, &KnownBoard::title);
    return out;
}

std::vector<KnownBoard> taggedBoards(const std::vector<KnownBoard> &boards, const QStringList &tags,
                                     const QString &shownUid)
{
    std::vector<KnownBoard> out;
    std::ranges::copy_if(boards, std::back_inserter(out), [&](const KnownBoard &board) {
        if (!shownUid.isEmpty() && board.uid == shownUid)
            return false;
        return std::ranges::all_of(tags, [&](const QString &tag) { return board.tags.contains(tag); });
    });
    return out;
}

QString addressOf(const KnownBoard &board)
{
    const QString slug = slugOf(board.title);
    if (board.uid.isEmpty())
        return u"/dashboard/db/"_s + slug;
    return u"/d/"_s + board.uid + u'/' + slug;
}

LinkTarget targetOf(const QString &address, const std::vector<KnownBoard> &boards, const QString &shownUid,
                    qint64 nowNs)
{
    const QString text = address.trimmed();
    if (text.isEmpty())
        return refused(say("The link has no address."));
    LinkTarget out;
    static const QRegularExpression scheme(u"^[A-Za-z][A-Za-z0-9+.-]*:"_s);
    const bool isAbsolute = scheme.match(text).hasMatch() || text.startsWith("//"_L1);
    if (isAbsolute && !base::isSafeWebAddress(text))
        return refused(
            say("This address is not opened: it is no plain web address (%1).").arg(base::visibleText(text, 300)));
    const QUrl url(text, QUrl::TolerantMode);
    readQuery(QUrlQuery(url.query(QUrl::FullyEncoded)), nowNs, out);
    bool isBoard = false;
    const QString path = url.path();
    const KnownBoard *board = boardOfPath(path, boards, isBoard);
    if (board) {
        out.kind = !shownUid.isEmpty() && board->uid == shownUid ? Kind::Same : Kind::Board;
        out.path = board->path;
    } else if (isAbsolute) {
        out.kind = Kind::Outside;
        out.address = QString::fromLatin1(url.toEncoded());
    } else if (path.isEmpty()) {
        out.kind = Kind::Same; // "?var-a=b"
    } else {
        out.kind = Kind::Absent;
        out.reason = (isBoard ? say("It leads to a dashboard that is not in this console: %1. Import it first.")
                              : say("It leads to a page of the Grafana that this dashboard came from: %1."))
                         .arg(base::visibleText(text, 300));
    }
    return out;
}

} // namespace wf::engine
