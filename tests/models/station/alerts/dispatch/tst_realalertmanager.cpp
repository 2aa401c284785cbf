// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The same operations on a real Alertmanager and on the station's own, through the same port: what they answer and
// show must be the same.
#include "models/sources/alertmanager/alertmanagersource.h"
#include "models/station/alerts/dispatch/alertdispatcher.h"
#include "models/station/alerts/port/stationalerts.h"
#include "models/station/config/stationfile.h"
#include "models/store/store.h"
#include "tests/models/store/asking.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTemporaryDir>

using namespace wf;
using namespace wf::station;

namespace {

const char *const inhibitRules = R"(inhibit_rules:
- source_matchers: ['severity="critical"']
  target_matchers: ['severity="warning"']
  equal: [service]
)";

// A server process of its own on a free port.
class RealAlertmanager {
public:
    bool start()
    {
        const QString program = QStandardPaths::findExecutable(QStringLiteral("prometheus-alertmanager"));
        if (program.isEmpty())
            return false;
        QTcpServer free;
        free.listen(QHostAddress::LocalHost);
        url = QUrl(QStringLiteral("http://127.0.0.1:%1").arg(free.serverPort()));
        free.close();
        QFile config(m_folder.filePath(QStringLiteral("am.yml")));
        if (!config.open(QIODevice::WriteOnly))
            return false;
        config.write("route: {receiver: none}\nreceivers: [{name: none}]\n");
        config.write(inhibitRules);
        config.close();
        m_process.start(program, {QStringLiteral("--config.file=") + config.fileName(),
                                  QStringLiteral("--storage.path=") + m_folder.path(),
                                  QStringLiteral("--web.listen-address=%1:%2").arg(url.host()).arg(url.port()),
                                  QStringLiteral("--cluster.listen-address=")});
        return m_process.waitForStarted();
    }
    ~RealAlertmanager()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    QUrl url;

private:
    QTemporaryDir m_folder;
    QProcess m_process;
};

// What is done to both. Ids are called s1, s2 … in the order they appear.
class Side {
public:
    using Take = std::function<void(const std::vector<PostedAlert> &)>;
    Side(sources::AlertSource &source, Take take) : m_source(source), m_take(std::move(take)) {}

    void post(const std::vector<PostedAlert> &alerts) { m_take(alerts); }
    QString put(signals::Silence silence)
    {
        if (!silence.id.isEmpty())
            silence.id = m_ids.value(silence.id, silence.id);
        const auto id = test::ask<QString>([&](auto reply) { return m_source.putSilence(silence, std::move(reply)); });
        return id ? named(*id) : base::errorKindName(id.error().kind);
    }
    QString expire(const QString &name)
    {
        const QString id = m_ids.value(name, name);
        const auto done =
            test::ask<base::Done>([&](auto reply) { return m_source.expireSilence(id, std::move(reply)); });
        return done ? QStringLiteral("done") : base::errorKindName(done.error().kind);
    }
    QString silences()
    {
        const auto list =
            test::ask<std::vector<signals::Silence>>([&](auto reply) { return m_source.silences(std::move(reply)); });
        QStringList out;
        for (const auto &one : list ? *list : std::vector<signals::Silence>()) {
            QStringList matchers;
            for (const auto &m : one.matchers)
                matchers << m.toString();
            matchers.sort();
            out << named(one.id) + u' ' + QString::number(static_cast<int>(one.state)) + u' ' + one.comment + u' ' +
                       one.createdBy + u' ' + matchers.join(u',');
        }
        out.sort();
        return out.join(u'\n');
    }
    QString alerts()
    {
        const auto answer =
            test::ask<signals::AlertAnswer>([&](auto reply) { return m_source.alerts(std::move(reply)); });
        QStringList out;
        for (const auto &one : answer ? answer->alerts : std::vector<signals::Alert>()) {
            QStringList silenced;
            for (const auto &id : one.silencedBy)
                silenced << named(id);
            silenced.sort();
            out << one.fingerprint + u' ' + one.labels.toString() + one.annotations.toString() + u' ' +
                       QString::number(static_cast<int>(one.state)) + u" s:" + silenced.join(u',') + u" i:" +
                       one.inhibitedBy.join(u',') + u" from " + QString::number(one.startsNs / base::nsPerMinute) +
                       (one.endsNs > one.startsNs ? u" open"_qs : u" closed"_qs);
        }
        out.sort();
        return out.join(u'\n');
    }

private:
    QString named(const QString &id)
    {
        if (!m_names.contains(id)) {
            const QString name = u's' + QString::number(m_names.size() + 1);
            m_names.insert(id, name);
            m_ids.insert(name, id);
        }
        return m_names.value(id);
    }
    sources::AlertSource &m_source;
    Take m_take;
    QHash<QString, QString> m_names;
    QHash<QString, QString> m_ids;
};

} // namespace

class RealAlertmanagerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void bothShowTheSameAlerts();
    void bothKeepTheSameSilences();
    void bothRefuseTheSame();
    void bothInhibitTheSame();
    void cleanupTestCase();

private:
    // Runs the same on both sides and compares what comes out, waiting for the real one to have seen it.
    template<class F>
    void compare(F &&run)
    {
        const QString ours = run(*m_ours);
        QTRY_COMPARE_WITH_TIMEOUT(run(*m_theirs), ours, 5000);
    }
    template<class F>
    void compareOnce(F &&run)
    {
        const QString ours = run(*m_ours);
        QCOMPARE(run(*m_theirs), ours);
    }
    [[nodiscard]] signals::Silence silence(const char *name, const char *value, bool regex = false) const
    {
        signals::Silence out;
        out.matchers = {{QString::fromLatin1(name), QString::fromLatin1(value), regex, true}};
        out.startsNs = m_clock.nowNs();
        out.endsNs = m_clock.nowNs() + base::nsPerHour;
        out.createdBy = QStringLiteral("ada");
        out.comment = QStringLiteral("ACK! looking");
        return out;
    }
    void post(const std::vector<PostedAlert> &alerts)
    {
        m_ours->post(alerts);
        m_theirs->post(alerts);
    }
    [[nodiscard]] PostedAlert alert(const char *name, const char *severity, const char *service,
                                    qint64 endMinutes = 10) const
    {
        return {{{"alertname", name}, {"severity", severity}, {"service", service}},
                {{"summary", "about " + std::string(name)}},
                m_clock.nowNs() - base::nsPerHour,
                m_clock.nowNs() + endMinutes * base::nsPerMinute,
                QStringLiteral("http://localhost/graph")};
    }

    base::SystemClock m_clock;
    async::Pools m_pools;
    QTemporaryDir m_folder;
    RealAlertmanager m_server;
    std::unique_ptr<store::Store> m_store;
    std::unique_ptr<StationAlerts> m_station;
    std::unique_ptr<sources::AlertmanagerSource> m_source;
    std::unique_ptr<AlertDispatcher> m_dispatcher;
    std::unique_ptr<Side> m_ours;
    std::unique_ptr<Side> m_theirs;
};

void RealAlertmanagerTest::initTestCase()
{
    if (!m_server.start())
        QSKIP("prometheus-alertmanager is not installed");
    net::HttpOptions options;
    options.name = QStringLiteral("am");
    options.base = m_server.url;
    sources::AlertmanagerSource::prepare(options);
    m_source = std::make_unique<sources::AlertmanagerSource>(
        sources::SourceIdentity{QStringLiteral("am"), QStringLiteral("am"), {}, {}}, options,
        sources::SourceEnvironment{m_clock, m_pools, nullptr});
    bool ready = false;
    for (int i = 0; i < 100 && !ready; ++i)
        ready =
            test::ask<signals::AlertmanagerStatus>([&](auto reply) { return m_source->status(std::move(reply)); }).ok();
    QVERIFY(ready);
    m_dispatcher = std::make_unique<AlertDispatcher>(DispatchOptions{{options}, {}, {}}, net::HttpEnvironment{m_clock});

    m_store = std::make_unique<store::Store>(test::quietOptions(m_folder.filePath(QStringLiteral("state"))), m_clock);
    QByteArray indented = inhibitRules;
    indented.replace("\n", "\n  ");
    auto file = StationFile::read("alerts:\n  " + indented, QStringLiteral("/x/station.yaml"));
    QVERIFY(file.ok());
    const auto rules = readInhibitRules(file->section("alerts"));
    QCOMPARE(rules.size(), std::size_t{1});
    m_station = std::make_unique<StationAlerts>(
        PortContext{m_clock, m_pools, QStringLiteral("station"), QStringLiteral("station")},
        std::make_unique<LedgerSilences>(m_store->ledger()), rules);
    m_ours = std::make_unique<Side>(*m_station, [this](const auto &alerts) { (void)m_station->take(alerts); });
    m_theirs = std::make_unique<Side>(*m_source, [this](const auto &alerts) { m_dispatcher->send(alerts); });
}

void RealAlertmanagerTest::bothShowTheSameAlerts()
{
    if (!m_ours)
        QSKIP("no server");
    post({alert("Down", "critical", "cart"), alert("Slow", "info", "shop"), alert("Done", "info", "shop", -1)});
    compare([](Side &s) { return s.alerts(); });
    post({alert("Slow", "info", "shop", -1)}); // resolved
    compare([](Side &s) { return s.alerts(); });
    QVERIFY(m_ours->alerts().contains(QStringLiteral("Down")) && !m_ours->alerts().contains(QStringLiteral("Slow")));
}

void RealAlertmanagerTest::bothKeepTheSameSilences()
{
    if (!m_ours)
        QSKIP("no server");
    const auto both = [&](auto run) { compareOnce(run); };
    both([&](Side &s) { return s.put(silence("alertname", "Down")); });
    compare([](Side &s) { return s.alerts(); });
    compare([](Side &s) { return s.silences(); });
    auto longer = silence("alertname", "Down");
    const auto known =
        test::ask<std::vector<signals::Silence>>([&](auto reply) { return m_station->silences(std::move(reply)); });
    longer.startsNs = known->at(0).startsNs;
    longer.endsNs += base::nsPerHour;
    longer.id = QStringLiteral("s1");
    // The start of each as each knows it: they may differ by a second.
    const auto theirs =
        test::ask<std::vector<signals::Silence>>([&](auto reply) { return m_source->silences(std::move(reply)); });
    auto longerTheirs = longer;
    longerTheirs.startsNs = theirs->at(0).startsNs;
    QCOMPARE(m_ours->put(longer), QStringLiteral("s1"));
    QCOMPARE(m_theirs->put(longerTheirs), QStringLiteral("s1"));
    auto other = silence("alertname", "Down|Slow", true);
    other.id = QStringLiteral("s1");
    both([&](Side &s) { return s.put(other); }); // other matchers: another silence
    compare([](Side &s) { return s.silences(); });
    compare([](Side &s) { return s.alerts(); });
    auto later = silence("service", "shop");
    later.startsNs += 20 * base::nsPerMinute;
    both([&](Side &s) { return s.put(later); });
    compare([](Side &s) { return s.silences(); });
    both([](Side &s) { return s.expire(QStringLiteral("s2")); });
    both([](Side &s) { return s.expire(QStringLiteral("s2")); });
    both([](Side &s) { return s.expire(QStringLiteral("s3")); });
    compare([](Side &s) { return s.silences(); });
    compare([](Side &s) { return s.alerts(); });
    auto again = silence("alertname", "Down|Slow", true);
    again.id = QStringLiteral("s2");
    both([&](Side &s) { return s.put(again); }); // an expired one is made anew
    compare([](Side &s) { return s.silences(); });
}

void RealAlertmanagerTest::bothRefuseTheSame()
{
    if (!m_ours)
        QSKIP("no server");
    const auto refused = [&](const std::function<void(signals::Silence &)> &change) {
        auto wanted = silence("alertname", "X");
        change(wanted);
        compareOnce([&](Side &s) { return s.put(wanted); });
    };
    refused([](auto &s) { s.matchers.clear(); });
    refused([](auto &s) { s.matchers[0].value.clear(); });
    refused([](auto &s) { s.matchers[0] = {QStringLiteral("a"), QStringLiteral(".*"), true, true}; });
    refused([](auto &s) { s.matchers[0] = {QStringLiteral("a"), QStringLiteral("("), true, true}; });
    refused([](auto &s) { s.endsNs = s.startsNs; });
    refused([](auto &s) {
        s.startsNs -= 2 * base::nsPerHour;
        s.endsNs = s.startsNs + base::nsPerHour;
    });
    refused([](auto &s) { s.id = QStringLiteral("00000000-0000-4000-8000-000000000000"); });
    compareOnce([](Side &s) { return s.expire(QStringLiteral("00000000-0000-4000-8000-000000000000")); });
    compare([](Side &s) { return s.silences(); });
}

void RealAlertmanagerTest::bothInhibitTheSame()
{
    if (!m_ours)
        QSKIP("no server");
    post({alert("Root", "critical", "pay"), alert("Effect", "warning", "pay"), alert("Elsewhere", "warning", "mail"),
          alert("Info", "info", "pay")});
    compare([](Side &s) { return s.alerts(); });
    post({alert("Root", "critical", "pay", -1)}); // its end sets the other free
    compare([](Side &s) { return s.alerts(); });
}

void RealAlertmanagerTest::cleanupTestCase()
{
    m_ours.reset();
    m_theirs.reset();
    m_dispatcher.reset();
    m_source.reset();
    m_station.reset();
    m_store.reset();
}

QTEST_GUILESS_MAIN(RealAlertmanagerTest)
#include "tst_realalertmanager.moc"
