// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/notify/selftest/selftest.h"

#include "models/base/timetext.h"
#include "models/engine/notify/selftest/testorders.h"

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

constexpr int everyMs = 1'000;
const QString testedKey = QStringLiteral("selftest/watch");

} // namespace

int SelfTestReport::failed() const
{
    return static_cast<int>(std::ranges::count(lines, false, &Line::isTaken));
}

QString watchAt(const wire::NotifySettings &settings,
                const std::function<analysis::OnCallNow(const signals::OnCallRota &)> &onCall, const QString &who,
                qint64 nowNs)
{
    qint64 began = 0;
    for (const auto &watch : settings.watches)
        if (const auto now = watch.at(nowNs))
            began = std::max(began, now->startNs);
    if (began > 0)
        return base::isoTime(began);
    if (!settings.watches.empty())
        return {};
    for (const auto &rota : settings.rotas) {
        const auto now = onCall(rota);
        if (std::ranges::any_of(now.people, [&](const auto *one) { return one->isCalled(who); }))
            return u"%1 until %2"_s.arg(rota.name, base::isoTime(now.untilNs));
    }
    return {};
}

SelfTest::SelfTest(Parts parts, const base::Clock &clock, QString environment, QString actor, QObject *parent)
    : QObject(parent),
      m_parts(std::move(parts)),
      m_clock(clock),
      m_environment(std::move(environment)),
      m_actor(std::move(actor)),
      m_session(u"session of %1"_s.arg(base::isoTime(clock.nowNs())))
{
    connect(&m_timer, &QTimer::timeout, this, &SelfTest::look);
    connect(&m_parts.desk, &DeliveryDesk::changed, this, &SelfTest::follow);
}

SelfTest::~SelfTest() = default;

void SelfTest::start()
{
    m_requests.push_back(
        m_parts.ledger.settings(testedKey, [this](const base::Result<QHash<QString, QJsonValue>> &read) {
            if (read)
                m_tested = read->value(testedKey).toString();
            m_isRead = true;
            m_timer.start(everyMs);
        }));
}

void SelfTest::look()
{
    if (isRunning() && m_clock.nowNs() - m_report.atNs >= longestNs)
        return finish();
    const auto &settings = m_parts.settings();
    if (isRunning() || !m_isRead || std::ranges::none_of(settings.channels, &wire::Channel::isTested))
        return;
    const bool isNamed = !settings.watches.empty() || !settings.rotas.empty();
    const QString named = watchAt(settings, m_parts.onCall, m_actor, m_clock.nowNs());
    const QString watch = isNamed ? named : m_session;
    if (watch.isEmpty() || watch == m_tested)
        return;
    m_tested = watch;
    m_requests.clear();
    m_requests.push_back(m_parts.ledger.setSetting(testedKey, watch, [](const auto &) {}));
    send(watch);
}

void SelfTest::run()
{
    if (!isRunning())
        send(u"asked %1"_s.arg(m_clock.nowNs()));
}

void SelfTest::send(const QString &watch)
{
    m_report = {watch, m_clock.nowNs(), {}};
    std::vector<DeliveryOrder> orders;
    for (const wire::Channel &channel : m_parts.settings().channels)
        if (channel.isTested)
            std::ranges::move(testOrders(channel, m_environment, watch, m_report.atNs), std::back_inserter(orders));
    for (const DeliveryOrder &order : orders) {
        m_waiting.emplace(order.key, m_report.lines.size());
        m_report.lines.push_back({order.channel, order.to, false, {}});
    }
    for (const DeliveryOrder &order : orders)
        m_parts.desk.submit(order, [](const auto &) {});
    if (orders.empty())
        return finish();
    follow(); // a restart may find them told already
}

void SelfTest::follow()
{
    if (!isRunning())
        return;
    for (const Delivery &one : m_parts.desk.log()) {
        const auto at = m_waiting.find(one.order.key);
        if (at == m_waiting.end())
            continue;
        auto &line = m_report.lines[at->second];
        line.why = one.error;
        if (one.state != store::OpState::Done && one.state != store::OpState::NeedsAttention)
            continue;
        line.isTaken = one.isTaken();
        m_waiting.erase(at);
    }
    if (m_waiting.empty())
        finish();
}

void SelfTest::finish()
{
    for (const auto &[key, line] : m_waiting)
        if (m_report.lines[line].why.isEmpty())
            m_report.lines[line].why = u"no answer within a minute"_s;
    m_waiting.clear();
    m_last = m_report;
    m_requests.push_back(m_parts.ledger.record({m_actor,
                                                u"notify.selftest"_s,
                                                m_environment,
                                                {{u"watch"_s, m_report.watch},
                                                 {u"channels"_s, static_cast<int>(m_report.lines.size())},
                                                 {u"failed"_s, m_report.failed()}}},
                                               [](const auto &) {}));
    Q_EMIT ended();
}

} // namespace wf::engine
