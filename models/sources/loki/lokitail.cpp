// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/loki/lokitail.h"

#include "models/sources/loki/lokipager.h"
#include "models/sources/loki/lokisource.h"
#include "models/wire/loki/loki.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::sources {

using namespace Qt::StringLiterals;
using base::ErrorKind;

namespace {
constexpr int deliverMs = 200;
constexpr int pollMs = 2000;
constexpr int refusalMs = 3000;
constexpr int mostFillTries = 10;
constexpr int mostFillLines = 100'000;
// How far a new stream reaches back, and how much late lines may be out of order.
constexpr qint64 overlapNs = 5 * base::nsPerSecond;

QString text(const char *source)
{
    return QCoreApplication::translate("Sources", source);
}
} // namespace

LokiTail::LokiTail(SourceCore &core, QString expr, qint64 fromNs, int &mostEntries)
    : m_core(core),
      m_expr(std::move(expr)),
      m_fromNs(fromNs),
      m_mostEntries(mostEntries),
      m_socket(core.http(), core.uniform())
{
    m_deliverTimer.setSingleShot(true);
    m_fillTimer.setSingleShot(true);
    connect(&m_deliverTimer, &QTimer::timeout, this, [this] { deliver(); });
    connect(&m_pollTimer, &QTimer::timeout, this, [this] { poll(); });
    connect(&m_fillTimer, &QTimer::timeout, this, [this] { fillNext(); });
    connect(&m_socket, &net::WebSocketClient::connected, this, [this] { up(); });
    connect(&m_socket, &net::WebSocketClient::disconnected, this,
            [this](const QString &reason, int code) { down(reason, code); });
    connect(&m_socket, &net::WebSocketClient::refused, this,
            [this](int status, const QString &reason) { refused(status, reason); });
    connect(&m_socket, &net::WebSocketClient::message, this, [this](const QString &received) { frame(received); });
    if (m_fromNs <= 0)
        m_fromNs = serverNowNs() - overlapNs;
    m_newestNs = m_fromNs;
    m_socket.open([this] { return address(); }, {categoriseLabels()});
}

qint64 LokiTail::serverNowNs() const
{
    return m_core.clock().nowNs() + m_core.state().clockSkewNs;
}

QUrl LokiTail::address()
{
    // The first stream brings its own history; later ones begin now, and a query fills what lies between.
    m_openedAtNs = m_wasUp ? serverNowNs() - overlapNs : m_newestNs;
    return net::endpoint(m_core.http().options().base, u"/loki/api/v1/tail"_s,
                         {{u"query"_s, m_expr},
                          {u"start"_s, QString::number(m_openedAtNs)},
                          {u"limit"_s, QString::number(m_mostEntries)}});
}

void LokiTail::up()
{
    if (m_wasUp) {
        ++m_counters.reconnects;
        fill({std::max(m_fromNs, m_newestNs - overlapNs), serverNowNs()});
    }
    m_wasUp = true;
    m_upSince.start();
    Q_EMIT connectedChanged(true, QString());
}

void LokiTail::down(const QString &reason, int closeCode)
{
    // 1011 right after the upgrade is how Loki says that the query itself is wrong; later it only says that it shuts
    // down.
    if (closeCode == 1011 && m_counters.received == 0 && !m_upSince.hasExpired(refusalMs)) {
        m_socket.close();
        Q_EMIT connectedChanged(false, text("The live tail was refused: %1").arg(reason));
        return;
    }
    Q_EMIT connectedChanged(false, reason);
}

void LokiTail::refused(int status, const QString &reason)
{
    if (status == 404 || status == 405) {
        m_pollTimer.start(pollMs);
        Q_EMIT connectedChanged(true, text("This Loki has no live tail here: it is asked every two seconds instead."));
        poll();
        return;
    }
    Q_EMIT connectedChanged(false, status == 400 ? text("The live tail was refused: the query is not accepted.")
                                                 : text("The live tail was refused: %1").arg(reason));
}

void LokiTail::poll()
{
    if (!m_filling.isActive() && m_gaps.empty())
        fill({std::max(m_fromNs, m_newestNs - overlapNs), serverNowNs()});
}

void LokiTail::frame(const QString &received)
{
    const QByteArray bytes = received.toUtf8();
    auto frame =
        wire::loki::decodeTailFrame(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
    if (!frame)
        return;
    take(std::move(frame->lines));
    if (frame->dropped > 0) {
        m_counters.droppedByServer += frame->dropped;
        Q_EMIT dropped(frame->dropped, frame->droppedRange);
        fill({frame->droppedRange.startNs, frame->droppedRange.endNs + 1});
    }
}

void LokiTail::take(std::vector<signals::LogLine> &&lines)
{
    m_counters.received += static_cast<qint64>(lines.size());
    for (auto &line : lines) {
        m_newestNs = std::max(m_newestNs, line.timeNs);
        m_core.noteDatum(line.timeNs);
        if (m_seen.add(line))
            m_waiting.push_back(std::move(line));
        else
            ++m_counters.deduplicated;
    }
    if (!m_waiting.empty() && !m_deliverTimer.isActive())
        m_deliverTimer.start(deliverMs);
}

void LokiTail::deliver()
{
    std::vector<signals::LogLine> batch = std::exchange(m_waiting, {});
    std::stable_sort(batch.begin(), batch.end(), [](const auto &a, const auto &b) { return a.timeNs < b.timeNs; });
    m_counters.delivered += static_cast<qint64>(batch.size());
    Q_EMIT lines(batch);
}

void LokiTail::fill(base::TimeRange range)
{
    m_gaps.push_back(range);
    if (!m_filling.isActive() && !m_fillTimer.isActive())
        m_fillTimer.start(0);
}

void LokiTail::fillNext()
{
    if (m_gaps.empty())
        return;
    LogQuery query;
    query.expr = m_expr;
    query.range = m_gaps.front();
    query.limit = mostFillLines;
    query.direction = LogDirection::Forward;
    m_filling = LokiPager::start(m_core, query, m_mostEntries,
                                 [this](base::Result<signals::LogAnswer> answer) { filled(std::move(answer)); });
}

void LokiTail::filled(base::Result<signals::LogAnswer> answer)
{
    m_filling = async::Request();
    const base::TimeRange range = m_gaps.front();
    if (!answer && answer.error().kind != ErrorKind::BadRequest && ++m_fillTries < mostFillTries) {
        // The server may still be starting: lines come from its write-ahead log in a moment.
        m_fillTimer.start(std::min(1000 * m_fillTries, 10'000));
        return;
    }
    m_fillTries = 0;
    m_gaps.pop_front();
    const bool isWhole = answer && answer->completeness.isComplete();
    base::TimeRange missing = range;
    if (answer && !answer->lines.empty())
        missing.startNs = answer->lines.back().timeNs;
    if (answer)
        take(std::move(answer->lines));
    if (!isWhole) {
        ++m_counters.gaps;
        Q_EMIT gap(missing);
    }
    if (!m_gaps.empty())
        m_fillTimer.start(0);
}

} // namespace wf::sources
