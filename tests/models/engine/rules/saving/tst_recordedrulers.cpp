// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/saving/ruledesk.h"
#include "models/sources/environment/opensources.h"
#include "tests/support/failonwarning.h"
#include "tests/support/httpserver.h"

#include <QTemporaryDir>
#include <QtTest/QtTest>

using namespace wf;
using namespace Qt::StringLiterals;
using engine::SaveForce;
using support::HttpRequest;
using support::HttpResponse;

namespace {

// How Cortex 1.19 gives a group back that it was given in another layout (recorded; Mimir's ruler is its descendant).
const QByteArray kept =
    "name: second\ninterval: 5s\nrules:\n    - record: job:up:sum\n      expr: sum by (job) (up)\n"
    "    - alert: SomethingDown\n      expr: up == 0\n      for: 5s\n      labels:\n"
    "        severity: critical\n      annotations:\n        summary: '{{ $labels.instance }} down'\n";
const QByteArray sent =
    "name: second\ninterval: 5s\nrules:\n  - record: job:up:sum\n    expr: sum by (job) (up)\n"
    "  - alert: SomethingDown\n    expr: up == 0\n    for: 5s\n    labels:\n      severity: critical\n"
    "    annotations:\n      summary: '{{ $labels.instance }} down'\n";

// A ruler with one namespace, "my ns/sub", that answers as the recorded ones do.
struct RecordedRuler {
    explicit RecordedRuler(const QString &base)
    {
        server.on(u"*"_s, [this, base](const HttpRequest &request) {
            if (request.path.endsWith(u"/api/v1/query"_s))
                return HttpResponse::json(
                    "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[1,\"1\"]}}");
            if (!request.path.startsWith(base))
                return HttpResponse::text("404 page not found\n", 404);
            if (request.header("X-Scope-OrgID") != "team-a")
                return HttpResponse::text("no org id\n", 401);
            if (request.method == "POST")
                return put(request);
            const bool isKnown = request.target.endsWith("/my%20ns%2Fsub/second");
            if (request.method == "DELETE") {
                if (isKnown)
                    text.reset();
                return HttpResponse::json("{\"status\":\"success\"}", 202);
            }
            return text && isKnown ? HttpResponse::text(*text).with("Content-Type", "application/yaml")
                                   : HttpResponse::text("group does not exist\n", 404);
        });
    }
    HttpResponse put(const HttpRequest &request)
    {
        isYaml = request.header("Content-Type") == "application/yaml";
        isEncoded = request.target.endsWith("/my%20ns%2Fsub");
        if (request.body.contains("groups:"))
            return HttpResponse::text("rule group name must not be empty\n", 400);
        if (request.body.contains("refused"))
            return HttpResponse::text("4:11: group \"second\", rule 0, \"x\": could not parse expression\n", 400);
        text = request.body == sent ? kept : QByteArray(request.body).replace("partial_response_strategy: warn\n", "");
        return HttpResponse::json("{\"status\":\"success\"}", 202);
    }
    support::HttpServer server;
    std::optional<QByteArray> text;
    bool isYaml = false, isEncoded = false;
};

struct Rig {
    Rig(const QUrl &url, const QString &product, signals::SourceKind kind)
    {
        sources::SourceSettings settings;
        settings.id = settings.name = u"it"_s;
        settings.url = url;
        settings.kind = kind;
        settings.product = product;
        settings.tenant = u"team-a"_s;
        source = sources::makeSource({}, settings, environment);
        if (auto *metrics = qobject_cast<sources::MetricSource *>(source.get()))
            set.metrics = {metrics};
        if (auto *logs = qobject_cast<sources::LogSource *>(source.get()))
            set.logs = {logs};
        desk = std::make_unique<engine::RuleDesk>(
            engine::RuleDesk::Context{set, clock, pools, nullptr, dir.filePath(u"saved"_s), QString()},
            engine::RuleAccess{});
        std::vector<engine::RuleHome> homes;
        const auto request = desk->homes({}, kind == signals::SourceKind::Logs, [&](auto all) { homes = *all; });
        (void)QTest::qWaitFor([&] { return !homes.empty(); });
        isRuler = homes.size() == 1 && homes[0].kind == engine::RuleHomeKind::Ruler; // it was asked what it is
        home.kind = engine::RuleHomeKind::Ruler;
        home.source = home.sourceName = u"it"_s;
        home.nameSpace = u"my ns/sub"_s;
        home.isOverLogs = kind == signals::SourceKind::Logs;
    }
    std::optional<engine::RuleText> load()
    {
        std::optional<base::Result<engine::RuleText>> said;
        const auto request = desk->load(home, u"second"_s, [&](base::Result<engine::RuleText> text) { said = text; });
        (void)QTest::qWaitFor([&] { return said.has_value(); });
        if (said && !*said)
            qInfo("%s %s", qPrintable(said->error().summary), qPrintable(said->error().detail));
        return said && *said ? std::optional(**said) : std::nullopt;
    }
    engine::SaveAnswer save(const engine::RuleDraft &draft)
    {
        std::optional<engine::SaveAnswer> answer;
        const auto request = desk->save(draft, SaveForce::No, {[&](const auto &said) { answer = said; }, {}});
        (void)QTest::qWaitFor([&] { return answer.has_value(); }, 15'000);
        return answer.value_or(base::makeError(base::ErrorKind::Timeout, u"no answer"_s));
    }
    QTemporaryDir dir;
    base::SystemClock clock;
    async::Pools pools;
    sources::SourceEnvironment environment{clock, pools};
    std::unique_ptr<sources::Source> source;
    sources::SourceSet set;
    std::unique_ptr<engine::RuleDesk> desk;
    engine::RuleHome home;
    bool isRuler = false;
};

} // namespace

// Mimir and Cortex are not built for tests: their recorded exchanges, spoken by a server of ours.
class TestRecordedRulers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void mimirAndCortex_data()
    {
        QTest::addColumn<QString>("product");
        QTest::addColumn<QString>("prefix");
        QTest::addColumn<QString>("api");
        QTest::newRow("mimir") << u"Mimir"_s << u"/prometheus"_s << u"/prometheus/config/v1/rules/"_s;
        QTest::newRow("cortex") << u"Cortex"_s << u"/prometheus"_s << u"/api/v1/rules/"_s;
        QTest::newRow("cortex of old") << u"Cortex"_s << u"/api/prom"_s << u"/api/prom/rules/"_s;
    }

    void mimirAndCortex()
    {
        QFETCH(QString, product);
        QFETCH(QString, prefix);
        QFETCH(QString, api);
        RecordedRuler ruler(api);
        Rig rig(ruler.server.url(prefix), product, signals::SourceKind::Metrics);
        QVERIFY(rig.isRuler);
        const auto before = rig.load();
        QVERIFY(before && !before->exists());
        const auto draft = engine::draftOfText(*before, sent);
        QVERIFY(draft.ok());
        const auto answer = rig.save(*draft);
        const auto *saved = std::get_if<engine::SavedRules>(&answer);
        QVERIFY(saved);
        QVERIFY(ruler.isYaml && ruler.isEncoded);
        QCOMPARE(saved->now.text, kept); // as the ruler tells it: the next draft is no conflict
        QVERIFY(!saved->words.contains(u"did not keep"_s));
        auto next = engine::draftOfText(saved->now, QByteArray(kept).replace("5s", "10s"));
        QVERIFY(std::holds_alternative<engine::SavedRules>(rig.save(*next)));
        ruler.text = sent; // somebody else
        QVERIFY(std::holds_alternative<engine::RuleConflict>(rig.save(*next)));
    }

    void whatTheRulerDropsIsSaid()
    {
        RecordedRuler ruler(u"/api/v1/rules/"_s);
        Rig rig(ruler.server.url(u"/prometheus"_s), u"Cortex"_s, signals::SourceKind::Metrics);
        const auto answer = rig.save(*engine::draftOfText(*rig.load(), "partial_response_strategy: warn\n" + sent));
        const auto *saved = std::get_if<engine::SavedRules>(&answer);
        QVERIFY(saved);
        QVERIFY2(saved->words.contains(u"did not keep all"_s), qPrintable(saved->words));
    }

    void whatTheRulerRefusesIsToldInItsWords()
    {
        RecordedRuler ruler(u"/prometheus/config/v1/rules/"_s);
        Rig rig(ruler.server.url(u"/prometheus"_s), u"Mimir"_s, signals::SourceKind::Metrics);
        const auto answer =
            rig.save(*engine::draftOfText(*rig.load(), "name: second\nrules:\n- record: refused\n  expr: up\n"));
        const auto *error = std::get_if<base::Error>(&answer);
        QVERIFY(error);
        QVERIFY2(QString(error->summary + error->detail).contains(u"could not parse expression"_s),
                 qPrintable(error->summary + error->detail));
        QVERIFY(!ruler.text);
    }

    // Loki 3.4 with `local` rule storage (recorded).
    void aReadOnlyLokiSaysSo()
    {
        support::HttpServer server;
        server.on(u"*"_s, [](const HttpRequest &request) {
            if (request.method == "POST")
                return HttpResponse::text("SetRuleGroup unsupported in rule local store\n", 500);
            return HttpResponse::text("group does not exist\n", 404);
        });
        Rig rig(server.url(), u"Loki"_s, signals::SourceKind::Logs);
        const auto before = rig.load();
        QVERIFY(before && !before->exists());
        const auto answer = rig.save(*engine::draftOfText(
            *before, "name: second\nrules:\n- alert: A\n  expr: sum(rate({app=\"x\"}[1m])) > 1\n"));
        const auto *error = std::get_if<base::Error>(&answer);
        QVERIFY(error);
        QVERIFY2(QString(error->summary + error->detail).contains(u"unsupported in rule local store"_s),
                 qPrintable(error->summary + error->detail));
        std::vector<engine::SaveRecord> records{engine::SaveRecord()};
        const auto request = rig.desk->saves([&](auto all) { records = *all; });
        QTRY_VERIFY(records.empty()); // nothing was saved
    }
};

QTEST_GUILESS_MAIN(TestRecordedRulers)
#include "tst_recordedrulers.moc"
