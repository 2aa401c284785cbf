// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/loki/lokipager.h"

#include "models/sources/loki/lokisource.h"
#include "models/wire/loki/loki.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace wf::sources {

using namespace Qt::StringLiterals;
using base::ErrorKind;

LokiPager::LokiPager(SourceCore &core, LogQuery query, int &mostEntries, Reply<signals::LogAnswer> reply)
    : m_core(core),
      m_query(std::move(query)),
      m_left(m_query.range),
      m_mostEntries(mostEntries),
      m_reply(std::move(reply))
{
}

async::Request LokiPager::start(SourceCore &core, const LogQuery &query, int &mostEntries,
                                Reply<signals::LogAnswer> reply)
{
    std::shared_ptr<LokiPager> pager(new LokiPager(core, query, mostEntries, std::move(reply)));
    pager->askPage();
    return async::Request([pager]() mutable { pager.reset(); });
}

void LokiPager::askPage()
{
    const int missing = m_query.limit - static_cast<int>(m_answer.lines.size());
    // One more than is missing, for lines at the border that come twice.
    m_pageLimit = std::clamp(m_answer.lines.empty() ? missing : missing + 16, 1, m_mostEntries);
    const bool forward = m_query.direction == LogDirection::Forward;
    Question question;
    question.path = u"/loki/api/v1/query_range"_s;
    question.params = {{u"query"_s, m_query.expr},
                       {u"start"_s, QString::number(m_left.startNs)},
                       {u"end"_s, QString::number(m_left.endNs)},
                       {u"limit"_s, QString::number(m_pageLimit)},
                       {u"direction"_s, forward ? u"forward"_s : u"backward"_s}};
    question.headers = {categoriseLabels(), {"X-Query-Tags", "Source=watchfloor"}};
    question.mayBeForm = true;
    const auto order = forward ? wire::loki::Order::OldestFirst : wire::loki::Order::NewestFirst;
    const std::weak_ptr<LokiPager> weak = weak_from_this();
    m_running = m_core.ask(
        question, [order](std::string_view body) { return wire::loki::decodeStreams(body, order); },
        Reply<signals::LogAnswer>([weak](base::Result<signals::LogAnswer> page) {
            if (const auto self = weak.lock())
                self->pageArrived(std::move(page));
        }));
}

bool LokiPager::learnLimit(const base::Error &error)
{
    static const QRegularExpression pattern(u"max_entries_limit\\w* \\((\\d+) > (\\d+)\\)"_s);
    const auto match = pattern.match(error.detail);
    const int most = match.captured(2).toInt();
    if (error.kind != ErrorKind::BadRequest || most <= 0 || most >= m_pageLimit)
        return false;
    m_mostEntries = most;
    return true;
}

void LokiPager::pageArrived(base::Result<signals::LogAnswer> page)
{
    if (!page) {
        if (learnLimit(page.error())) {
            askPage();
            return;
        }
        if (m_answer.lines.empty()) {
            m_reply(page.error());
            return;
        }
        // What came is true as far as it goes; that it does not go further must be seen.
        m_answer.completeness.partial = true;
        m_answer.completeness.notes << page.error().summary;
        finish();
        return;
    }
    m_answer.completeness.merge(page->completeness);
    const std::size_t before = m_answer.lines.size();
    for (auto &line : page->lines)
        if (static_cast<int>(m_answer.lines.size()) < m_query.limit && m_seen.add(line))
            m_answer.lines.push_back(line);
    const bool isFull = static_cast<int>(m_answer.lines.size()) >= m_query.limit;
    const bool mayBeMore = static_cast<int>(page->lines.size()) >= m_pageLimit;
    m_answer.completeness.truncated |= isFull && mayBeMore;
    // A page that brings nothing new ends it, whatever the server says: asking once more would bring the same.
    if (!isFull && mayBeMore && m_answer.lines.size() > before && moveOn(page->lines))
        askPage();
    else
        finish();
}

bool LokiPager::moveOn(const std::vector<signals::LogLine> &page)
{
    const qint64 border = page.back().timeNs;
    const bool isOneInstant = page.front().timeNs == border;
    if (isOneInstant) {
        // More lines in one nanosecond than a page holds: they cannot be paged further.
        m_answer.completeness.truncated = true;
        m_answer.completeness.notes << QCoreApplication::translate(
            "Sources", "More lines than one page holds bear the same instant; some of them are missing.");
    }
    if (m_query.direction == LogDirection::Forward)
        m_left.startNs = isOneInstant ? border + 1 : border;
    else
        m_left.endNs = isOneInstant ? border : border + 1; // the end is exclusive
    return m_left.startNs < m_left.endNs;
}

void LokiPager::finish()
{
    m_reply(std::move(m_answer));
}

} // namespace wf::sources
