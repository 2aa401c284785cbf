// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/shelf/listedboards.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("wf::engine::ListedBoards", text);
}

class Lister {
public:
    explicit Lister(const QJsonObject &options)
        : m_hasHeadings(options.value("showHeadings"_L1).toBool(true)),
          m_most(static_cast<std::size_t>(std::clamp(options.value("maxItems"_L1).toInt(10), 1, 1000)))
    {
    }
    void add(const QString &heading, const std::vector<const BoardListing *> &boards)
    {
        for (std::size_t i = 0; i < std::min(boards.size(), m_most); ++i) {
            const BoardListing &board = *boards[i];
            m_out.rows.push_back(
                {m_hasHeadings ? heading : QString(), board.path, board.title, board.tags, board.isStarred});
        }
    }
    [[nodiscard]] signals::LinkFigure take() { return std::move(m_out); }

private:
    bool m_hasHeadings;
    std::size_t m_most;
    signals::LinkFigure m_out;
};

template<class Wanted>
std::vector<const BoardListing *> those(const std::vector<BoardListing> &boards, const Wanted &wanted)
{
    std::vector<const BoardListing *> out;
    for (const BoardListing &board : boards)
        if (wanted(board))
            out.push_back(&board);
    return out;
}

} // namespace

signals::LinkFigure listedBoards(const signals::BoardPanel &panel, const query::VariableScope &scope,
                                 const std::vector<BoardListing> &boards)
{
    const QJsonObject &o = panel.options;
    Lister lister(o);
    if (o.value("showStarred"_L1).toBool(true))
        lister.add(say("Starred dashboards"), those(boards, [](const BoardListing &b) { return b.isStarred; }));
    if (o.value("showRecentlyViewed"_L1).toBool()) {
        auto recent = those(boards, [](const BoardListing &b) { return b.viewedMs > 0; });
        std::ranges::stable_sort(recent, std::ranges::greater(), &BoardListing::viewedMs);
        lister.add(say("Recently viewed dashboards"), recent);
    }
    if (o.value("showSearch"_L1).toBool()) {
        const QString text = query::interpolate(o.value("query"_L1).toString(), scope, query::Dialect::Title).trimmed();
        QStringList tags;
        for (const QJsonValue &tag : o.value("tags"_L1).toArray())
            tags << query::interpolate(tag.toString(), scope, query::Dialect::Title);
        lister.add(say("Search"), those(boards, [&](const BoardListing &b) {
                       return b.title.contains(text, Qt::CaseInsensitive) &&
                              std::ranges::all_of(tags, [&](const QString &tag) { return b.tags.contains(tag); });
                   }));
    }
    return lister.take();
}

} // namespace wf::engine
