// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/thread/contributors.h"
#include "models/engine/thread/threadweaver.h"
#include "models/store/store.h"
#include "tests/models/engine/fakemetricsource.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using support::FakeMetricSource;

namespace {

constexpr qint64 now = 1'800'000'000 * base::nsPerSecond;

// Answers when the test says so, with one entry.
class Slow final : public engine::ThreadContributor {
public:
    explicit Slow(QString title) : m_title(std::move(title)) {}
    async::Request ask(const engine::ThreadQuestion &q, std::function<void(engine::ThreadPart)> reply) override
    {
        question = q;
        m_reply = std::move(reply);
        auto alive = std::make_shared<bool>(true);
        m_alive = alive;
        return async::Request([alive] { *alive = false; });
    }
    bool answer()
    {
        if (!*m_alive)
            return false;
        engine::ThreadPart part;
        signals::ThreadEntry e;
        e.timeNs = question.window.startNs + base::nsPerMinute;
        e.title = m_title;
        part.entries.push_back(e);
        m_reply(std::move(part));
        return true;
    }
    engine::ThreadQuestion question;

private:
    QString m_title;
    std::function<void(engine::ThreadPart)> m_reply;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(false);
};

store::StoreOptions quiet(const QString &directory)
{
    store::StoreOptions out;
    out.directory = directory;
    out.ballastBytes = 0;
    out.maintenanceMs = 0;
    return out;
}

signals::Alert alertOf(const char *name, const char *service, const char *cluster, qint64 startsNs)
{
    signals::Alert out;
    out.labels =
        base::Labels{{"alertname", name}, {"service", service}, {"severity", "critical"}, {"cluster", cluster}};
    out.fingerprint = QString::number(out.labels.fingerprint(), 16).rightJustified(16, u'0');
    out.startsNs = startsNs;
    return out;
}

struct World {
    base::ManualClock clock{now};
    FakeMetricSource prometheus{QStringLiteral("a")};
    sources::SourceSet set;
    engine::ServiceCatalog catalog{set, engine::SubjectRules(), clock};
    QTemporaryDir dir;
    store::Store files{quiet(dir.path()), clock};
    engine::ThreadWeaver weaver{catalog, clock};
    Slow *slow = nullptr;

    World()
    {
        set.metrics = {&prometheus};
        auto contributor = std::make_unique<Slow>(QStringLiteral("something happened"));
        slow = contributor.get();
        weaver.add(std::move(contributor));
    }
};

signals::Subject service(const char *name)
{
    return signals::Subject::ofService(QString::fromLatin1(name));
}

} // namespace

class ThreadWeaverTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void publishesAtOnceAndAgainWhenASignalAnswers()
    {
        World w;
        QSignalSpy changed(&w.weaver, &engine::ThreadWeaver::changed);
        w.weaver.follow(service("checkout"));
        QCOMPARE(changed.count(), 1);
        QVERIFY(!w.weaver.thread()->settled);
        QVERIFY(w.slow->answer());
        QVERIFY(w.weaver.thread()->settled);
        QCOMPARE(w.weaver.thread()->entries.size(), std::size_t(1));
    }
    void anotherSelectionCancelsWhatIsStillAsked()
    {
        World w;
        w.weaver.follow(service("checkout"));
        const auto *first = w.slow;
        w.weaver.follow(service("cart"));
        QCOMPARE(first->question.subject.service, QStringLiteral("cart"));
        QVERIFY(w.slow->answer());
        QCOMPARE(w.weaver.thread()->subject.service, QStringLiteral("cart"));
    }
    void walksBackAndForward()
    {
        World w;
        QSignalSpy walked(&w.weaver, &engine::ThreadWeaver::walked);
        w.weaver.follow(service("checkout"));
        w.weaver.follow(service("cart"));
        QVERIFY(w.weaver.canGoBack());
        w.weaver.back();
        QCOMPARE(w.weaver.thread()->subject.service, QStringLiteral("checkout"));
        QCOMPARE(walked.count(), 1);
        QVERIFY(w.weaver.canGoForward());
        w.weaver.follow(service("search")); // a new step forgets the way forward
        QVERIFY(!w.weaver.canGoForward());
    }
    void aPinnedThreadStays()
    {
        World w;
        w.weaver.follow(service("checkout"));
        w.weaver.setPinned(true);
        w.weaver.follow(service("cart"));
        QCOMPARE(w.weaver.thread()->subject.service, QStringLiteral("checkout"));
    }
    void theWindowLiesAroundTheMomentOfTheSubject()
    {
        World w;
        auto s = service("checkout");
        s.timeNs = now - base::nsPerHour;
        w.weaver.follow(s);
        QCOMPARE(w.slow->question.window.startNs, s.timeNs - 30 * base::nsPerMinute);
        QCOMPARE(w.slow->question.window.endNs, s.timeNs + 30 * base::nsPerMinute);
    }
    void alertsBecomeEntriesWithReasonAndSpine()
    {
        World w;
        w.weaver.add(engine::alertContributor(w.set, w.catalog, w.files.alerts()));
        w.weaver.follow(service("checkout"));
        w.slow->answer();
        signals::Series s;
        s.labels = base::Labels{{"__name__", "ALERTS"},
                                {"alertname", "SlowCheckout"},
                                {"alertstate", "firing"},
                                {"service", "checkout"},
                                {"severity", "critical"}};
        for (qint64 i = 40; i >= 0; --i) {
            s.timesMs.push_back(now / base::nsPerMs - i * 15'000);
            s.values.push_back(1);
        }
        auto a = std::make_shared<signals::QueryAnswer>();
        a->series.push_back(s);
        FakeMetricSource::answer(w.prometheus.ranges, signals::QueryAnswerPtr(a));
        QTRY_VERIFY(w.weaver.thread()->settled);
        const auto &t = *w.weaver.thread();
        QCOMPARE(t.severity, signals::Severity::Critical);
        const auto it = std::find_if(t.entries.begin(), t.entries.end(), [](const auto &e) {
            return e.signal == signals::Signal::Alert && e.title == QLatin1String("SlowCheckout");
        });
        QVERIFY(it != t.entries.end());
        QCOMPARE(it->link, signals::LinkStrength::Direct);
        QVERIFY(!it->reason.isEmpty());
    }
    // An Alertmanager without a Prometheus that keeps ALERTS, or beside one: what the console kept counts, once.
    void alertsThatOnlyAnAlertmanagerToldAreInTheThreadOnce()
    {
        World w;
        w.weaver.add(engine::alertContributor(w.set, w.catalog, w.files.alerts()));
        auto told = std::make_shared<signals::AlertAnswer>();
        told->alerts = {alertOf("SlowCheckout", "checkout", "eu", now - 10 * base::nsPerMinute),
                        alertOf("CheckoutQueueFull", "checkout", "eu", now - 5 * base::nsPerMinute),
                        alertOf("Elsewhere", "billing", "eu", now - 70 * base::nsPerMinute)};
        told->alerts[2].labels = told->alerts[2].labels.with("severity", "warning");
        std::vector<async::Request> writes;
        int written = 0;
        for (const char *member : {"alertmanager a", "alertmanager b"}) // each member of the cluster tells both
            writes.push_back(w.files.alerts().observe(
                QString::fromLatin1(member), told, [](const base::Labels &) { return QString(); },
                [&written](const auto &done) { written += done ? 1 : 0; }));
        QTRY_COMPARE(written, 2);
        w.weaver.follow(service("checkout"));
        w.slow->answer();
        signals::Series s; // without the label that the server adds when it hands alerts on
        s.labels = base::Labels{{"__name__", "ALERTS"},
                                {"alertname", "SlowCheckout"},
                                {"alertstate", "firing"},
                                {"service", "checkout"},
                                {"severity", "critical"}};
        for (qint64 i = 40; i >= 0; --i) {
            s.timesMs.push_back(now / base::nsPerMs - i * 15'000);
            s.values.push_back(1);
        }
        auto a = std::make_shared<signals::QueryAnswer>();
        a->series.push_back(s);
        FakeMetricSource::answer(w.prometheus.ranges, signals::QueryAnswerPtr(a));
        QTRY_VERIFY(w.weaver.thread()->settled);
        QStringList titles;
        for (const auto &e : w.weaver.thread()->entries)
            if (e.signal == signals::Signal::Alert && !e.subject.labels.isEmpty())
                titles << e.title + u' ' + QString::number(e.count);
        QCOMPARE(titles, (QStringList{QStringLiteral("SlowCheckout 1"), QStringLiteral("CheckoutQueueFull 1")}));

        w.set.metrics.clear();
        w.weaver.follow(service("cart"));
        w.weaver.follow(service("checkout"));
        w.slow->answer();
        QTRY_VERIFY(w.weaver.thread()->settled);
        QCOMPARE(w.weaver.thread()->severity, signals::Severity::Critical);
        QVERIFY(!w.weaver.thread()->missing.isEmpty());
    }
};

QTEST_GUILESS_MAIN(ThreadWeaverTest)
#include "tst_threadweaver.moc"
