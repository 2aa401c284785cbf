// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/doors/alertdesk.h"

#include "tests/support/failonwarning.h"
#include "tests/support/fakealertsource.h"

#include <QElapsedTimer>
#include <QTest>

#include <future>

using namespace wf;
using namespace wf::station;
using namespace std::chrono_literals;

namespace {

// Takes questions and never answers.
class SilentAlertSource final : public support::FakeAlertSource {
public:
    using FakeAlertSource::FakeAlertSource;
    int asked = 0;
    async::Request alerts(sources::Reply<signals::AlertAnswer> /*reply*/) override
    {
        ++asked;
        return {};
    }
};

template<class Question>
auto onAnotherThread(Question question)
{
    return std::async(std::launch::async, std::move(question));
}

template<class T>
bool isDone(std::future<T> &future)
{
    return future.wait_for(0s) == std::future_status::ready;
}

signals::Silence silenceOf(qint64 nowNs)
{
    signals::Silence silence;
    silence.matchers = {{QStringLiteral("alertname"), QStringLiteral("Down"), false, true}};
    silence.startsNs = nowNs;
    silence.endsNs = nowNs + base::nsPerHour;
    silence.createdBy = QStringLiteral("ana");
    silence.comment = QStringLiteral("known");
    return silence;
}

} // namespace

class AlertDeskTest : public QObject {
    Q_OBJECT
    base::SystemClock m_clock;

private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }
    void bringsAnswersToOtherThreads();
    void bringsErrorsToo();
    void nobodyWaitsLongerThanItsPatience();
    void nobodyWaitsWhenItIsGone();
};

void AlertDeskTest::bringsAnswersToOtherThreads()
{
    support::FakeAlertSource source(m_clock, QStringLiteral("station"));
    source.alertList.emplace_back().labels = base::Labels{{"alertname", "Down"}};
    const AlertDesk desk(source);
    const AlertAnswers answers = desk.answers();
    auto alerts = onAnotherThread(answers.alerts);
    QTRY_VERIFY(isDone(alerts));
    QCOMPARE(alerts.get().value().at(0).name(), QStringLiteral("Down"));

    auto put = onAnotherThread([&] { return answers.putSilence(silenceOf(m_clock.nowNs())); });
    QTRY_VERIFY(isDone(put));
    const QString id = put.get().value();
    auto silences = onAnotherThread(answers.silences);
    QTRY_VERIFY(isDone(silences));
    QCOMPARE(silences.get().value().at(0).id, id);

    auto expired = onAnotherThread([&] { return answers.expireSilence(id); });
    QTRY_VERIFY(isDone(expired));
    QVERIFY(expired.get().ok());
    QVERIFY(source.active().empty());

    auto status = onAnotherThread(answers.status);
    QTRY_VERIFY(isDone(status));
    QCOMPARE(status.get().value().startedNs, source.startedNs);
}

void AlertDeskTest::bringsErrorsToo()
{
    support::FakeAlertSource source(m_clock, QStringLiteral("station"));
    source.down = base::makeError(base::ErrorKind::Storage, QStringLiteral("the disk is full"));
    const AlertDesk desk(source);
    auto alerts = onAnotherThread(desk.answers().alerts);
    QTRY_VERIFY(isDone(alerts));
    QCOMPARE(alerts.get().error().kind, base::ErrorKind::Storage);
}

void AlertDeskTest::nobodyWaitsLongerThanItsPatience()
{
    SilentAlertSource source(m_clock, QStringLiteral("station"));
    const AlertDesk desk(source, 30ms);
    auto alerts = onAnotherThread(desk.answers().alerts);
    QTRY_VERIFY(isDone(alerts));
    QCOMPARE(alerts.get().error().kind, base::ErrorKind::Timeout);
}

void AlertDeskTest::nobodyWaitsWhenItIsGone()
{
    SilentAlertSource source(m_clock, QStringLiteral("station"));
    auto desk = std::make_unique<AlertDesk>(source, 1h);
    const AlertAnswers answers = desk->answers();
    auto waiting = onAnotherThread(answers.alerts);
    QTRY_COMPARE(source.asked, 1);
    QVERIFY(!isDone(waiting));
    desk.reset();
    QCOMPARE(waiting.get().error().kind, base::ErrorKind::Cancelled); // without this thread's events
    QCOMPARE(answers.alerts().error().kind, base::ErrorKind::Cancelled);
}

QTEST_GUILESS_MAIN(AlertDeskTest)
#include "tst_alertdesk.moc"
