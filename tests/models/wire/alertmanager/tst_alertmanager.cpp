// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/alertmanager/alertmanager.h"

#include "tests/models/wire/fixtures.h"

#include <QJsonArray>
#include <QTest>

using namespace wf::wire::alertmanager;
using namespace wf::wiretest;
using wf::base::ErrorKind;
using wf::signals::AlertState;
using wf::signals::Silence;
using wf::signals::SilenceState;

class AlertmanagerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void decodesEveryRecordedAnswer();
    void readsAlertsWithTheirState();
    void computesTheServersFingerprint();
    void whatIsToldAgainIsShared();
    void partsAreReadAsTheWhole();
    void readsGroups();
    void readsSilencesOfAllStates();
    void takesAMissingIsEqualForTrue();
    void readsTheIdAfterCreatingAndEditing();
    void writesWhatItReads();
    void writesAnnotationsOnlyWhenAsked();
    void refusesWrongShapes();
    void neverAcceptsATruncatedAnswer();
};

void AlertmanagerTest::decodesEveryRecordedAnswer()
{
    WF_NEED_CORPUS();
    int decoded = 0;
    for (const auto *folder : {"alertmanager-0.25", "alertmanager-0.33"})
        for (const auto &e : exchangesIn(QString::fromLatin1(folder))) {
            if (e.status != 200 || !e.path.contains(u"/api/v2/") || e.body.trimmed().isEmpty())
                continue;
            bool ok = false;
            if (e.path.endsWith(u"/alerts/groups"))
                ok = decodeGroups(e.text()).ok();
            else if (e.path.endsWith(u"/alerts"))
                ok = decodeAlerts(e.text()).ok();
            else if (e.path.endsWith(u"/silences"))
                ok = e.method == u"POST" ? decodeSilenceId(e.text()).ok() : decodeSilences(e.text()).ok();
            else if (e.path.contains(u"/silence/"))
                ok = decodeSilence(e.text()).ok();
            else if (e.path.endsWith(u"/status"))
                ok = decodeStatus(e.text()).ok() && decodeStatus(e.text())->startedNs > 0;
            else if (e.path.endsWith(u"/receivers"))
                ok = decodeReceivers(e.text()).ok() && !decodeReceivers(e.text())->isEmpty();
            QVERIFY2(ok, qPrintable(QString::fromLatin1(folder) + u'/' + e.name));
            ++decoded;
        }
    QVERIFY2(decoded > 40, qPrintable(QString::number(decoded)));
}

void AlertmanagerTest::readsAlertsWithTheirState()
{
    WF_NEED_CORPUS();
    const auto answer =
        decodeAlerts(view(bodyOf(QStringLiteral("alertmanager-0.33"), QStringLiteral("alerts_after_silence"))));
    QVERIFY(answer.ok());
    const auto &first = answer->alerts.at(0);
    QCOMPARE(first.fingerprint, QStringLiteral("0389199345ad64e7"));
    QCOMPARE(first.state, AlertState::Suppressed);
    QCOMPARE(first.silencedBy, QStringList{QStringLiteral("e7c2b045-025c-4fad-a298-5bef5a32cf63")});
    QCOMPARE(first.receivers, QStringList{QStringLiteral("chat")});
    QCOMPARE(first.name(), QStringLiteral("ManualProbe"));
    QCOMPARE(first.annotations.text("summary"), QStringLiteral("posted by hand"));
    QCOMPARE(first.startsNs, 1795246608000000000LL);
    QCOMPARE(first.endsNs, 1795246729227000000LL);
    QCOMPARE(answer->alerts.at(1).state, AlertState::Firing);
}

void AlertmanagerTest::computesTheServersFingerprint()
{
    WF_NEED_CORPUS();
    const auto answer = decodeAlerts(view(bodyOf(QStringLiteral("alertmanager-0.33"), QStringLiteral("alerts"))));
    QVERIFY(!answer->alerts.empty());
    for (const auto &alert : answer->alerts)
        QCOMPARE(QStringLiteral("%1").arg(alert.labels.fingerprint(), 16, 16, QLatin1Char('0')), alert.fingerprint);
}

void AlertmanagerTest::whatIsToldAgainIsShared()
{
    const auto told = [](const char *summary, const char *receiver) {
        return std::string(R"([{"labels":{"alertname":"A","b":"c"},"annotations":{"summary":")") + summary +
               R"("},"fingerprint":"00000000000000aa","generatorURL":"http://p/graph","receivers":[{"name":")" +
               receiver + R"("}],"status":{"state":"active"}}])";
    };
    const auto first = decodeAlerts(told("as ever", "team"));
    const AlertTexts texts(first->alerts);
    const auto again = decodeAlerts(told("as ever", "team"), {}, texts);
    const auto &a = first->alerts.at(0), &b = again->alerts.at(0);
    QCOMPARE(b, a);
    QCOMPARE(&b.labels.pairs(), &a.labels.pairs());
    QCOMPARE(&b.annotations.pairs(), &a.annotations.pairs());
    QCOMPARE(b.generatorUrl.constData(), a.generatorUrl.constData());
    QCOMPARE(b.receivers.constData(), a.receivers.constData());
    const auto other = decodeAlerts(told("otherwise", "others"), {}, texts);
    QCOMPARE(other->alerts, decodeAlerts(told("otherwise", "others"))->alerts);
    QCOMPARE(&other->alerts.at(0).labels.pairs(), &a.labels.pairs());
    // A fingerprint alone says nothing: hostile servers may give one to all.
    const auto forged = R"([{"labels":{"alertname":"A"},"fingerprint":"00000000000000aa"},
                            {"labels":{"b":"c","alertname":"A"},"fingerprint":"00000000000000aa"},
                            {"labels":{"alertname":7,"b":"c"},"fingerprint":"00000000000000aa"}])";
    const auto plain = decodeAlerts(forged), shared = decodeAlerts(forged, {}, texts);
    QCOMPARE(shared->alerts, plain->alerts);
}

void AlertmanagerTest::partsAreReadAsTheWhole()
{
    std::string body = "[";
    for (int i = 0; i < 3001; ++i)
        body += std::string(i > 0 ? "," : "") + R"({"labels":{"alertname":"A","row":")" + std::to_string(i) +
                R"("},"annotations":{"summary":"said )" + std::to_string(i) +
                R"("},"receivers":[{"name":"team"}],"status":{"state":"active"}})";
    body += "]";
    int spreads = 0;
    const Spread backwards = [&spreads](int parts, const std::function<void(int)> &work) {
        ++spreads;
        while (parts > 0)
            work(--parts);
    };
    const auto whole = decodeAlerts(body);
    QCOMPARE(whole->alerts.size(), std::size_t(3001));
    QCOMPARE(decodeAlerts(body, {}, {}, backwards)->alerts, whole->alerts);
    QCOMPARE(spreads, 1);
    QCOMPARE(decodeAlerts(R"([{"labels":{"alertname":"A"}}])", {}, {}, backwards)->alerts.size(), std::size_t(1));
    QCOMPARE(spreads, 1); // little is read at once
}

void AlertmanagerTest::readsGroups()
{
    WF_NEED_CORPUS();
    const auto groups =
        decodeGroups(view(bodyOf(QStringLiteral("alertmanager-0.33"), QStringLiteral("alerts_groups"))));
    QVERIFY(groups.ok());
    QVERIFY(!groups->empty());
    for (const auto &group : *groups) {
        QVERIFY(!group.receiver.isEmpty());
        QVERIFY(!group.alerts.empty());
        for (const auto &alert : group.alerts)
            QVERIFY(alert.labels.containsAll(group.labels));
    }
}

void AlertmanagerTest::readsSilencesOfAllStates()
{
    WF_NEED_CORPUS();
    const auto silences =
        decodeSilences(view(bodyOf(QStringLiteral("alertmanager-0.33"), QStringLiteral("silences_after"))));
    QVERIFY(silences.ok());
    bool expired = false;
    bool active = false;
    for (const auto &s : *silences) {
        expired |= s.state == SilenceState::Expired;
        active |= s.state == SilenceState::Active;
        QVERIFY(!s.id.isEmpty() && !s.matchers.empty() && s.endsNs >= s.startsNs && !s.createdBy.isEmpty());
    }
    QVERIFY(expired && active);
}

void AlertmanagerTest::takesAMissingIsEqualForTrue()
{
    const auto s = decodeSilence(
        R"({"id":"x","status":{"state":"pending"},"matchers":[{"name":"a","value":"b","isRegex":true},{"name":"c","value":"","isEqual":false}]})");
    QCOMPARE(s->state, SilenceState::Pending);
    QVERIFY(s->matchers.at(0).isEqual && s->matchers.at(0).isRegex);
    QVERIFY(!s->matchers.at(1).isEqual);
}

void AlertmanagerTest::readsTheIdAfterCreatingAndEditing()
{
    QCOMPARE(*decodeSilenceId(R"({"silenceID":"1c5e004d-7a34-42df-896d-a45606751f7e"})"),
             QStringLiteral("1c5e004d-7a34-42df-896d-a45606751f7e"));
    QVERIFY(!decodeSilenceId("{}").ok());
    QVERIFY(!decodeSilenceId("").ok());
}

void AlertmanagerTest::writesWhatItReads()
{
    Silence silence;
    silence.id = QStringLiteral("abc");
    silence.matchers = {{QStringLiteral("alertname"), QStringLiteral("High \"x\"\\"), false, true},
                        {QStringLiteral("job"), QStringLiteral("a|b"), true, false}};
    silence.startsNs = 1795246608123000000;
    silence.endsNs = 1795246729227000000;
    silence.createdBy = QStringLiteral("ana");
    silence.comment = QStringLiteral("ACK! naïve ☂\nline");
    const QByteArray body = encodeSilence(silence);
    const auto back = decodeSilence(view(body));
    QVERIFY(back.ok());
    QCOMPARE(*back, silence);
    silence.id.clear();
    QVERIFY(!encodeSilence(silence).contains("\"id\""));
    QVERIFY(encodeSilence(silence).contains("\"isEqual\":true"));
}

void AlertmanagerTest::writesAnnotationsOnlyWhenAsked()
{
    Silence silence;
    silence.annotations = wf::base::Labels{{"ticket", "OPS-1"}};
    QVERIFY(!encodeSilence(silence).contains("annotations"));
    QVERIFY(encodeSilence(silence, true).contains("\"annotations\":{\"ticket\":\"OPS-1\"}"));
}

void AlertmanagerTest::refusesWrongShapes()
{
    for (const char *body : {"{}", "\"text\"", "null", "", "<html>", "12"}) {
        QVERIFY2(!decodeAlerts(body).ok(), body);
        QVERIFY2(!decodeGroups(body).ok(), body);
        QVERIFY2(!decodeSilences(body).ok(), body);
    }
    QVERIFY(!decodeStatus("[]").ok());
    QVERIFY(!decodeStatus("{}").ok());
    wf::wire::Limits limits;
    limits.entries = 1;
    QCOMPARE(decodeAlerts("[{},{}]", limits).error().kind, ErrorKind::TooLarge);
    QVERIFY(decodeAlerts("[]")->alerts.empty());
}

void AlertmanagerTest::neverAcceptsATruncatedAnswer()
{
    WF_NEED_CORPUS();
    const QByteArray body = bodyOf(QStringLiteral("alertmanager-0.33"), QStringLiteral("alerts")).trimmed();
    QVERIFY(body.size() > 100);
    truncations(body, 500, [&](std::string_view part) { QVERIFY(!decodeAlerts(part).ok()); });
}

QTEST_GUILESS_MAIN(AlertmanagerTest)
#include "tst_alertmanager.moc"
