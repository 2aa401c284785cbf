// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/saving/ruledesk.h"
#include "tests/models/engine/rules/saving/fakerulesource.h"
#include "tests/support/failonwarning.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QtTest/QtTest>

using namespace wf;
using namespace wf::tests;
using namespace Qt::StringLiterals;
using base::ErrorKind;
using engine::SaveForce;

namespace {

const QByteArray fileText = "groups:\n- name: g\n  rules:\n  - alert: Down\n    expr: up == 0\n";
const QByteArray groupText = "name: g\nrules:\n- alert: Down\n  expr: up == 0\n";

QByteArray readAll(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("<none>");
}

void put(const QString &path, const QByteArray &text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text), text.size());
}

// A program that answers as promtool does.
QString promtoolThat(const QTemporaryDir &dir, const QByteArray &script)
{
    const QString path = dir.filePath(u"promtool"_s);
    put(path, "#!/bin/sh\n" + script + '\n');
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return path;
}

struct Rig {
    explicit Rig(engine::RuleAccess access = {u"mara"_s, false, {}}, const QString &promtool = {})
    {
        set.metrics = {&prometheus, &mimir};
        desk = std::make_unique<engine::RuleDesk>(
            engine::RuleDesk::Context{set, clock, pools, nullptr, dir.filePath(u"saved"_s), promtool}, access);
        desk->setLookFor(std::chrono::milliseconds(0));
    }
    engine::RuleHome fileHome() const
    {
        engine::RuleHome out;
        out.source = out.sourceName = u"p"_s;
        out.file = path;
        return out;
    }
    static engine::RuleHome rulerHome()
    {
        engine::RuleHome out;
        out.kind = engine::RuleHomeKind::Ruler;
        out.source = out.sourceName = u"m"_s;
        out.nameSpace = u"payments"_s;
        return out;
    }
    engine::RuleText load(const engine::RuleHome &home)
    {
        std::optional<base::Result<engine::RuleText>> said;
        const auto request = desk->load(home, u"g"_s, [&](base::Result<engine::RuleText> text) { said = text; });
        (void)QTest::qWaitFor([&] { return said.has_value(); });
        if (!said || !*said)
            qFatal("nothing was loaded");
        return **said;
    }
    engine::RuleDraft draft(const engine::RuleHome &home, const QByteArray &expr)
    {
        const auto before = load(home);
        signals::Rule rule;
        rule.name = u"Down"_s;
        rule.group = u"g"_s;
        auto made =
            engine::draftWithYaml(before, "- alert: Down\n  expr: " + expr + '\n', engine::spotOf(before, rule));
        if (!made)
            qFatal("%s", qPrintable(made.error().summary));
        return *made;
    }
    engine::SaveAnswer wait(const std::function<async::Request(engine::RuleDesk::SaveReplies)> &ask)
    {
        std::optional<engine::SaveAnswer> answer;
        sighting.reset();
        const auto request = ask({[&](const engine::SaveAnswer &said) { answer = said; },
                                  [this](const engine::RuleSighting &seen) { sighting = seen; }});
        (void)QTest::qWaitFor([&] { return answer && !desk->isBusy(); }, 15'000);
        return answer.value_or(base::makeError(ErrorKind::Timeout, u"no answer"_s));
    }
    engine::SaveAnswer save(const engine::RuleDraft &draft, SaveForce force = SaveForce::No)
    {
        return wait([&](auto replies) { return desk->save(draft, force, std::move(replies)); });
    }
    engine::SaveAnswer undo(SaveForce force = SaveForce::No)
    {
        return wait([&](auto replies) { return desk->undo({}, force, std::move(replies)); });
    }

    QTemporaryDir dir;
    QString path = dir.filePath(u"a.yml"_s);
    base::SystemClock clock;
    async::Pools pools;
    FakeRuleSource prometheus{u"p"_s, sources::RuleKeeping::Files};
    FakeRuleSource mimir{u"m"_s, sources::RuleKeeping::Ruler};
    sources::SourceSet set;
    std::unique_ptr<engine::RuleDesk> desk;
    std::optional<engine::RuleSighting> sighting;
};

#define WF_SAVED(variable, answer)                                                                                     \
    const auto variable##Answer = answer;                                                                              \
    QVERIFY2(std::holds_alternative<engine::SavedRules>(variable##Answer), qPrintable(troubleOf(variable##Answer)));   \
    [[maybe_unused]] const auto &variable = std::get<engine::SavedRules>(variable##Answer)

QString troubleOf(const engine::SaveAnswer &answer)
{
    if (const auto *conflict = std::get_if<engine::RuleConflict>(&answer))
        return conflict->words;
    const auto *error = std::get_if<base::Error>(&answer);
    return error ? QString(error->summary + u" / "_s + error->detail) : QString();
}

signals::Rule evaluated(const QString &expr, const QString &health, const QString &file = {})
{
    signals::Rule out;
    out.name = u"Down"_s;
    out.group = u"g"_s;
    out.query = expr;
    out.health = health;
    out.file = file;
    return out;
}

} // namespace

class TestRuleDesk : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void aFileIsReplacedReadAndSeen()
    {
        Rig rig;
        put(rig.path, fileText);
        rig.prometheus.ruleList = {evaluated(u"up == 2"_s, u"ok"_s)};
        WF_SAVED(saved, rig.save(rig.draft(rig.fileHome(), "up == 2")));
        QCOMPARE(readAll(rig.path), QByteArray(fileText).replace("== 0", "== 2"));
        QVERIFY(saved.isRead);
        QCOMPARE(readAll(saved.backup), fileText);
        QCOMPARE(rig.prometheus.reloads, 1);
        QCOMPARE(rig.sighting->seen, engine::RuleSeen::Fine);
        // What was saved is what the next draft begins with.
        QCOMPARE(saved.now.fingerprint, rig.load(rig.fileHome()).fingerprint);
    }

    void whoMayNotReloadIsTold()
    {
        Rig rig;
        put(rig.path, fileText);
        rig.prometheus.reloadError =
            base::makeError(ErrorKind::Unsupported, u"p does not let itself be reloaded: send it SIGHUP"_s);
        rig.prometheus.ruleList = {evaluated(u"up == 0"_s, u"ok"_s)};
        rig.desk->setLookFor(std::chrono::seconds(60));
        WF_SAVED(saved, rig.save(rig.draft(rig.fileHome(), "up == 2")));
        QVERIFY(!saved.isRead);
        QVERIFY(saved.words.contains(u"SIGHUP"_s));
        QCOMPARE(rig.prometheus.looks, 1); // nobody waits for what cannot come
        QCOMPARE(rig.sighting->seen, engine::RuleSeen::Missing);
    }

    void aServerThatCannotLoadItIsTold()
    {
        Rig rig;
        put(rig.path, fileText);
        rig.prometheus.reloadError = base::makeError(ErrorKind::Unavailable, u"500"_s, u"bad group"_s);
        WF_SAVED(saved, rig.save(rig.draft(rig.fileHome(), "up == 2")));
        QVERIFY(!saved.isRead);
        QCOMPARE(saved.detail, u"bad group"_s);
        QCOMPARE(rig.sighting->seen, engine::RuleSeen::LoadFailed);
        // Not reloaded by us, and it says that it failed.
        rig.prometheus.reloadError = base::makeError(ErrorKind::Unsupported, u"SIGHUP"_s);
        rig.prometheus.reload = sources::RuleReload{false, 0};
        WF_SAVED(again, rig.save(rig.draft(rig.fileHome(), "up == 3")));
        QVERIFY(!again.isRead);
        QCOMPARE(rig.sighting->seen, engine::RuleSeen::LoadFailed);
    }

    void whatSomebodyElseWroteIsNotOverwritten()
    {
        Rig rig;
        put(rig.path, fileText);
        const auto draft = rig.draft(rig.fileHome(), "up == 2");
        const QByteArray theirs = "# theirs\n" + fileText;
        put(rig.path, theirs);
        const auto answer = rig.save(draft);
        QVERIFY(std::holds_alternative<engine::RuleConflict>(answer));
        const auto &conflict = std::get<engine::RuleConflict>(answer);
        QVERIFY(conflict.words.contains(rig.path));
        QCOMPARE(conflict.now.text, theirs);
        QCOMPARE(readAll(rig.path), theirs);
        QCOMPARE(rig.prometheus.reloads, 0);
        QVERIFY(QFile::remove(rig.path));
        QVERIFY(std::holds_alternative<engine::RuleConflict>(rig.save(draft)));
        QVERIFY(!QFileInfo::exists(rig.path));
        put(rig.path, theirs);
        WF_SAVED(forced, rig.save(draft, SaveForce::Overwrite));
        QCOMPARE(readAll(rig.path), draft.text);
        QCOMPARE(readAll(forced.backup), theirs); // nothing is lost
    }

    void aDraftWithErrorsTouchesNothing()
    {
        Rig rig;
        put(rig.path, fileText);
        auto draft = rig.draft(rig.fileHome(), "up == 2");
        draft.text.replace("up == 2", "up == == 2");
        const auto answer = rig.save(draft);
        QCOMPARE(std::get<base::Error>(answer).kind, ErrorKind::Invalid);
        QVERIFY(std::get<base::Error>(answer).detail.startsWith(u"5:"_s));
        QCOMPARE(readAll(rig.path), fileText);
        QVERIFY(!QFileInfo::exists(rig.dir.filePath(u"saved"_s)));
        WF_SAVED(same, rig.save(rig.draft(rig.fileHome(), "up == 0")));
        QVERIFY(same.isNothing && same.backup.isEmpty());
    }

    void promtoolIsAskedBeforeAnythingIsReplaced()
    {
        QTemporaryDir dir;
        // Refuses what says "== 2".
        Rig rig({}, promtoolThat(dir, "grep -q '== 2' \"$3\" && { echo \"$3: refused\" >&2; exit 1; }; exit 0"));
        put(rig.path, fileText);
        const auto answer = rig.save(rig.draft(rig.fileHome(), "up == 2"));
        QCOMPARE(std::get<base::Error>(answer).detail, u"the draft: refused"_s);
        QCOMPARE(readAll(rig.path), fileText);
        WF_SAVED(other, rig.save(rig.draft(rig.fileHome(), "up == 3")));
        QVERIFY(other.isRead);
        // A file that it refuses anyway is not its own to judge.
        put(rig.path, QByteArray(fileText).replace("== 0", "== 2"));
        WF_SAVED(foreign, rig.save(rig.draft(rig.fileHome(), "up > 0 and up == 2")));
        QVERIFY(foreign.words.contains(u"promtool"_s));
        std::optional<engine::DraftCheck> check;
        const auto request = rig.desk->check(rig.draft(rig.fileHome(), "up == 2"),
                                             [&](base::Result<engine::DraftCheck> said) { check = *said; });
        QTRY_VERIFY(check);
        QVERIFY(check->promtool && !check->promtool->isFine && check->errors == 0 && !check->isFine());
    }

    void aPromtoolThatHangsDoesNotHoldItUp()
    {
        QTemporaryDir dir;
        std::optional<base::Result<engine::PromtoolVerdict>> said;
        const auto request = engine::askPromtool(
            promtoolThat(dir, "exec sleep 60"), fileText, this,
            [&](base::Result<engine::PromtoolVerdict> verdict) { said = verdict; }, std::chrono::milliseconds(300));
        QTRY_VERIFY(said);
        QCOMPARE(said->error().kind, ErrorKind::Timeout);
        Rig rig({}, dir.filePath(u"no-such-program"_s));
        put(rig.path, fileText);
        WF_SAVED(saved, rig.save(rig.draft(rig.fileHome(), "up == 2")));
        QVERIFY(saved.words.contains(u"no-such-program"_s));
    }

    void undoPutsBackOnceAndMindsOthers()
    {
        Rig rig;
        put(rig.path, fileText);
        QCOMPARE(std::get<base::Error>(rig.undo()).kind, ErrorKind::NotFound);
        WF_SAVED(first, rig.save(rig.draft(rig.fileHome(), "up == 2")));
        WF_SAVED(second, rig.save(rig.draft(rig.fileHome(), "up == 3")));
        WF_SAVED(undone, rig.undo());
        QCOMPARE(readAll(rig.path), first.now.text);
        QVERIFY(undone.isRead && !second.recordId.isEmpty());
        put(rig.path, "groups: []\n");
        QVERIFY(std::holds_alternative<engine::RuleConflict>(rig.undo()));
        QCOMPARE(readAll(rig.path), QByteArray("groups: []\n"));
        WF_SAVED(forced, rig.undo(SaveForce::Overwrite));
        QCOMPARE(readAll(rig.path), fileText);
        QCOMPARE(readAll(forced.backup), QByteArray("groups: []\n"));
        QCOMPARE(std::get<base::Error>(rig.undo()).kind, ErrorKind::NotFound);
        std::vector<engine::SaveRecord> records;
        const auto request =
            rig.desk->saves([&](base::Result<std::vector<engine::SaveRecord>> all) { records = *all; });
        QTRY_COMPARE(records.size(), std::size_t(4));
        QVERIFY(records[0].what == u"put back"_s && records[3].isTakenBack && records[3].isSettled);
        QCOMPARE(records[3].actor, u"mara"_s);
        QCOMPARE(records[3].rule, u"Down"_s);
    }

    void undoOfANewFileTakesItAway()
    {
        Rig rig;
        WF_SAVED(saved, rig.save(rig.draft(rig.fileHome(), "up == 2")));
        QVERIFY(saved.backup.isEmpty() && QFileInfo::exists(rig.path));
        WF_SAVED(undone, rig.undo());
        QVERIFY(!QFileInfo::exists(rig.path));
        QVERIFY(!undone.now.exists());
    }

    void aRulerTakesGroups()
    {
        Rig rig;
        WF_SAVED(saved, rig.save(rig.draft(Rig::rulerHome(), "up == 2")));
        const auto key = std::pair(u"payments"_s, u"g"_s);
        QCOMPARE(rig.mimir.groups[key], saved.now.text);
        QVERIFY(saved.isRead && saved.words.contains(u"minute"_s));
        QCOMPARE(rig.sighting->seen, engine::RuleSeen::Missing);
        rig.mimir.ruleList = {evaluated(u"up==3"_s, u"unknown"_s, u"payments"_s)};
        WF_SAVED(changed, rig.save(rig.draft(Rig::rulerHome(), "up == 3")));
        QCOMPARE(rig.sighting->seen, engine::RuleSeen::Waiting);
        QCOMPARE(readAll(changed.backup), saved.now.text);
        const auto before = rig.load(Rig::rulerHome());
        const auto removal = engine::draftWithout(before, {"g", {}, "Down", 0});
        WF_SAVED(removed, rig.save(*removal));
        QVERIFY(rig.mimir.groups.empty() && !removed.now.exists());
        WF_SAVED(undone, rig.undo());
        QCOMPARE(rig.mimir.groups[key], before.text);
        QVERIFY(undone.now.exists());
    }

    void aRulersConflictIsOne()
    {
        Rig rig;
        const auto key = std::pair(u"payments"_s, u"g"_s);
        rig.mimir.groups[key] = groupText;
        const auto draft = rig.draft(Rig::rulerHome(), "up == 2");
        rig.mimir.groups[key] = groupText + "# theirs\n";
        const auto answer = rig.save(draft);
        QVERIFY(std::holds_alternative<engine::RuleConflict>(answer));
        QVERIFY(std::get<engine::RuleConflict>(answer).words.contains(u"payments"_s));
        QCOMPARE(rig.mimir.puts, 0);
    }

    void aWriteIsSentOnceAndLookedForWhenItsAnswerIsLost()
    {
        Rig rig;
        const auto key = std::pair(u"payments"_s, u"g"_s);
        rig.mimir.groups[key] = groupText;
        rig.mimir.putError = base::makeError(ErrorKind::Timeout, u"no answer"_s);
        rig.mimir.takesAllTheSame = true;
        WF_SAVED(arrived, rig.save(rig.draft(Rig::rulerHome(), "up == 2")));
        QCOMPARE(rig.mimir.puts, 1);
        QVERIFY(arrived.now.text.contains("up == 2"));
        rig.mimir.takesAllTheSame = false;
        const auto lost = rig.save(rig.draft(Rig::rulerHome(), "up == 3"));
        QCOMPARE(rig.mimir.puts, 2);
        QCOMPARE(std::get<base::Error>(lost).summary, u"no answer"_s);
        rig.mimir.putError = base::makeError(ErrorKind::BadRequest, u"400"_s, u"group \"g\", rule 0: no"_s);
        const auto refused = rig.save(rig.draft(Rig::rulerHome(), "up == 4"));
        QVERIFY(std::get<base::Error>(refused).detail.contains(u"rule 0"_s));
        // Only what was saved can be taken back.
        rig.mimir.putError.reset();
        WF_SAVED(undone, rig.undo());
        QCOMPARE(rig.mimir.groups[key], groupText);
    }

    void whatMayNotBeWrittenIsNot()
    {
        Rig rig({u"mara"_s, true, u"Ask Ines."_s});
        put(rig.path, fileText);
        const auto draft = rig.draft(rig.fileHome(), "up == 2");
        const auto readOnly = std::get<base::Error>(rig.save(draft));
        QCOMPARE(readOnly.kind, ErrorKind::Unauthorized);
        QCOMPARE(readOnly.summary, u"Ask Ines."_s);
        rig.desk->setAccess({});
        auto refused = draft;
        refused.before.home.canWrite = false;
        refused.before.home.reason = u"It comes with the program."_s;
        QCOMPARE(std::get<base::Error>(rig.save(refused)).summary, u"It comes with the program."_s);
        auto incomplete = draft;
        incomplete.before.home.file.clear();
        QCOMPARE(std::get<base::Error>(rig.save(incomplete)).kind, ErrorKind::Invalid);
        auto gone = draft;
        gone.before.home = Rig::rulerHome();
        gone.before.home.source = u"nobody"_s;
        QCOMPARE(std::get<base::Error>(rig.save(gone)).kind, ErrorKind::Invalid);
        QCOMPARE(readAll(rig.path), fileText);
    }

    void givingUpBeforeItIsWrittenWritesNothing()
    {
        Rig rig;
        put(rig.path, fileText);
        const auto draft = rig.draft(rig.fileHome(), "up == 2");
        bool isCalled = false;
        (void)rig.desk->save(draft, SaveForce::No, {[&](const engine::SaveAnswer &) { isCalled = true; }, {}});
        QVERIFY(!rig.desk->isBusy());
        auto other = rig.fileHome();
        other.file = rig.dir.filePath(u"b.yml"_s);
        WF_SAVED(later, rig.save(rig.draft(other, "up == 3"))); // asked later, done
        QVERIFY(!isCalled && later.isRead);
        QCOMPARE(readAll(rig.path), fileText);
    }

    void homesTellWhereRulesLie()
    {
        Rig rig;
        std::vector<engine::RuleHome> homes;
        auto request = rig.desk->homes({}, false, [&](auto all) { homes = *all; });
        QTRY_COMPARE(homes.size(), std::size_t(2));
        QVERIFY(homes[0].kind == engine::RuleHomeKind::File && homes[1].kind == engine::RuleHomeKind::Ruler);
        std::optional<engine::RuleHome> chosen;
        request = rig.desk->chooseFile(homes[0], rig.path, [&](auto home) { chosen = *home; });
        QTRY_VERIFY(chosen);
        QVERIFY(chosen->canWrite && chosen->isComplete());
        QVERIFY(!rig.load(*chosen).exists()); // not there yet is no error
    }
};

QTEST_GUILESS_MAIN(TestRuleDesk)
#include "tst_ruledesk.moc"
