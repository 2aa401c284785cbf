// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/explore/complete/completer.h"
#include "models/store/store.h"
#include "tests/models/engine/rules/saving/fakerulesource.h"
#include "tests/models/store/asking.h"
#include "tests/support/gui/widgetshot.h"
#include "ui/rules/editor/panels/iconline.h"
#include "ui/rules/importdialog.h"
#include "ui/rules/rulespage.h"
#include "widgets/base/controls/celldelegate.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/theme.h"
#include "widgets/chart/chartview.h"
#include "widgets/codeedit/codeedit.h"
#include "widgets/expression/expressionedit.h"
#include "widgets/expression/proposallist.h"
#include "widgets/table/rowroles.h"
#include "widgets/table/rowtable.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QElapsedTimer>
#include <QFile>
#include <QGuiApplication>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

const QByteArray fileText = "groups:\n"
                            "- name: payment.pool\n"
                            "  interval: 1m\n"
                            "  rules:\n"
                            "  - record: pool:used\n"
                            "    expr: psp_pool_in_use / psp_pool_max\n"
                            "  - alert: PspPoolSaturated # agreed\n"
                            "    expr: pool:used > 0.95\n"
                            "    labels: { severity: critical, team: payments }\n"
                            "    annotations:\n"
                            "      summary: 'Pool of {{ $labels.region }} is full'\n"
                            "      description: Calls to the PSP wait for a connection.\n"
                            "      runbook_url: https://runbooks.halcyon.example/psp-pool\n"
                            "  - alert: CheckoutErrors\n"
                            "    expr: errors > 1\n";

struct World {
    QTemporaryDir dir;
    QString path = dir.filePath(u"payment.rules.yml"_s);
    base::SystemClock clock;
    async::Pools pools;
    store::Store files{test::quietOptions(dir.filePath(u"store"_s)), clock};
    tests::FakeRuleSource source{u"prom"_s, sources::RuleKeeping::Files};
    sources::SourceSet set{{&source}, {}, {}, {}};
    ui::WatchContext context{clock};
    engine::RuleWatch watch{set, clock, pools};
    engine::Replayer replayer{set, files.alerts(), files.ledger(), clock, pools};
    engine::RuleDesk desk{{set, clock, pools, nullptr, dir.filePath(u"saved"_s), QString()}, {u"ada"_s, false, {}}};
    engine::DraftShelf shelf{files.ledger(), clock, u"ada"_s};
    engine::RuleBench bench{desk, shelf, pools};
    engine::ReplayBench replay{replayer, set, clock};
    engine::HearerDesk hearers{set, pools};
    engine::MetricReader metrics{set, nullptr, clock};
    engine::MetricCatalog catalog{set, clock, pools};
    engine::Completer completer{catalog, pools};
    QStringList said;
    std::function<void()> lastAction;
    std::unique_ptr<ui::RulesPage> page;

    World()
    {
        widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark));
        QFile out(path);
        if (!out.open(QIODevice::WriteOnly) || out.write(fileText) != fileText.size())
            qFatal("cannot write");
        out.close();
        fillRules();
        source.answer = [](const sources::RangeQuery &query) { return fiveMinutesEverySixHours(query); };
        desk.setLookFor(std::chrono::milliseconds(0));
        QObject::connect(&context, &ui::WatchContext::messageRequested, &context, [this](const auto &message) {
            said << message.text;
            lastAction = message.action;
        });
        page = std::make_unique<ui::RulesPage>(
            ui::RulesPage::Parts{watch, metrics, desk, pools, {bench, replay, hearers, completer}}, context);
        page->resize(970, 780);
        page->show();
        page->setActive(true);
    }
    void fillRules()
    {
        auto fails = ruleNamed(u"CheckoutErrors"_s, u"errors > 1"_s);
        fails.health = u"err"_s;
        fails.lastError = u"found duplicate series for the match group {region=\"eu-west\"}"_s;
        auto records = ruleNamed(u"pool:used"_s, u"psp_pool_in_use / psp_pool_max"_s);
        records.kind = signals::RuleKind::Recording;
        auto fires = ruleNamed(u"PspPoolSaturated"_s, u"pool:used > 0.95"_s);
        fires.labels = base::Labels{{"severity", "critical"}, {"team", "payments"}};
        fires.alerts.resize(2);
        source.ruleList = {records, fires, fails};
    }
    signals::Rule ruleNamed(const QString &name, const QString &query) const
    {
        signals::Rule out;
        out.name = name;
        out.group = u"payment.pool"_s;
        out.file = path;
        out.query = query;
        out.source = u"prom"_s;
        out.health = u"ok"_s;
        out.intervalNs = 60 * base::nsPerSecond;
        out.lastEvaluationNs = clock.nowNs();
        out.evaluationTimeNs = 1'300'000;
        return out;
    }
    static base::Result<signals::QueryAnswerPtr> fiveMinutesEverySixHours(const sources::RangeQuery &query)
    {
        auto out = std::make_shared<signals::QueryAnswer>();
        signals::Series series;
        series.labels = base::Labels{{"region", "eu-west"}};
        for (qint64 t = query.range.startNs; t <= query.range.endNs; t += query.stepNs) {
            const bool holds = t / base::nsPerMinute % 360 < 5;
            if (!holds && query.expr.contains(u'>'))
                continue;
            series.timesMs.push_back(t / base::nsPerMs);
            series.values.push_back(holds ? 0.97 : 0.2 + 0.0002 * static_cast<double>(t / base::nsPerMinute % 360));
        }
        out->series.push_back(std::move(series));
        return signals::QueryAnswerPtr(out);
    }
    [[nodiscard]] widgets::RowTable &table() const { return *page->findChild<widgets::RowTable *>(); }
    [[nodiscard]] QStringList names() const
    {
        QStringList out;
        const auto *model = table().model();
        for (int i = 0; i < model->rowCount(); ++i)
            out << model->index(i, 0).data().toString();
        return out;
    }
    [[nodiscard]] QModelIndex rowNamed(const QString &name, int which = 0) const
    {
        const auto *model = table().model();
        for (int i = 0; i < model->rowCount(); ++i)
            if (model->index(i, 0).data().toString() == name && which-- == 0)
                return model->index(i, 0);
        return {};
    }
    [[nodiscard]] engine::KnownRulePtr rule(const QString &name) const
    {
        for (const auto &group : watch.snapshot()->groups)
            for (const auto &one : group.rules)
                if (one->rule.name == name)
                    return one;
        return nullptr;
    }
    void select(const QString &name) { table().setCurrentKey(rowNamed(name).data(widgets::RowKeyRole).toULongLong()); }
    template<class Widget>
    [[nodiscard]] Widget *named(const QString &name) const
    {
        for (auto *one : page->findChildren<Widget *>())
            if (one->accessibleName() == name && one->isVisibleTo(page.get()))
                return one;
        return nullptr;
    }
    [[nodiscard]] bool says(const QString &text) const
    {
        for (auto *label : page->findChildren<widgets::PlainLabel *>())
            if (label->isVisibleTo(page.get()) && label->text().contains(text))
                return true;
        return false;
    }
    void act(const QString &name) const
    {
        for (QAction *action : page->screenActions())
            if (action->text() == name)
                return action->trigger();
        qFatal("no action %s", qPrintable(name));
    }
    void edit(const QString &name)
    {
        (void)QTest::qWaitFor([this] { return page->isSettled(); });
        select(name);
        act(u"Edit the rule"_s);
        (void)QTest::qWaitFor([this] { return page->isSettled(); }, 15'000);
    }
    [[nodiscard]] QByteArray kept() const
    {
        QFile in(path);
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
    }
    static void shootDialog(const QString &name, QWidget &dialog)
    {
        if (const QString folder = qEnvironmentVariable("WF_SHOTS"); !folder.isEmpty())
            dialog.grab().save(folder + u'/' + name);
    }
    void shoot(const QString &name, QSize size = {970, 780}) const
    {
        if (qEnvironmentVariableIsSet("WF_SHOTS"))
            (void)support::shoot(*page, size).save(qEnvironmentVariable("WF_SHOTS") + u'/' + name);
    }
};

} // namespace

class TestRulesPage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void listsTheTreeWithWhatNeedsALookFirst()
    {
        World world;
        QTRY_VERIFY(world.page->isSettled());
        QCOMPARE(world.names(), (QStringList{u"Fires, fails or is late"_s, u"CheckoutErrors"_s, u"PspPoolSaturated"_s,
                                             u"prom"_s, u"payment.rules.yml"_s, u"payment.pool"_s, u"pool:used"_s,
                                             u"PspPoolSaturated"_s, u"CheckoutErrors"_s}));
        const auto markOf = [&world](const QString &name) { return world.rowNamed(name).data(widgets::SeverityRole); };
        QCOMPARE(markOf(u"PspPoolSaturated"_s).toInt(), static_cast<int>(signals::Severity::Critical));
        QVERIFY(!markOf(u"pool:used"_s).isValid()); // healthy is quiet
        QCOMPARE(world.page->badge().text, u"1"_s);
        QCOMPARE(world.context.selection().title, u"CheckoutErrors"_s); // the first is selected, and the Thread's
        world.select(u"CheckoutErrors"_s);
        QVERIFY(world.says(u"found duplicate series"_s));
        world.shoot(u"rules-list.png"_s);
    }

    void selectionIsTheThreads()
    {
        World world;
        QTRY_VERIFY(world.page->isSettled());
        world.select(u"PspPoolSaturated"_s);
        QCOMPARE(world.context.selection().title, u"PspPoolSaturated"_s);
        QCOMPARE(world.context.selection().labels.text("alertname"), u"PspPoolSaturated"_s);
        world.select(u"pool:used"_s);
        QVERIFY(world.context.selection().kind == signals::SubjectKind::Metric);
    }

    void aMetricOrAQueryFindsWhoAlertsOnIt()
    {
        World world;
        QTRY_VERIFY(world.page->isSettled());
        signals::Subject metric;
        metric.kind = signals::SubjectKind::Metric;
        metric.id = u"sum(rate(nothing[5m])) + psp_pool_max"_s;
        QVERIFY(world.page->showSubject(metric));
        QCOMPARE(world.names(),
                 (QStringList{u"prom"_s, u"payment.rules.yml"_s, u"payment.pool"_s, u"PspPoolSaturated"_s}));
        metric.id = u"nobody_reads_this"_s;
        QVERIFY(world.page->showSubject(metric));
        QVERIFY(world.said.last().contains(u"No rule alerts on"_s));
    }

    void theKeyboardOpensClosesAndEdits()
    {
        World world;
        QTRY_VERIFY(world.page->isSettled());
        world.select(u"payment.pool"_s);
        QTest::keyClick(&world.table(), Qt::Key_Left);
        QCOMPARE(world.names().count(u"PspPoolSaturated"_s), 1); // only the one at the top
        QTest::keyClick(&world.table(), Qt::Key_Right);
        QCOMPARE(world.names().count(u"PspPoolSaturated"_s), 2);
        world.select(u"PspPoolSaturated"_s);
        QTest::keyClick(&world.table(), Qt::Key_Return);
        QVERIFY(world.bench.isOpen());
        QTRY_VERIFY(world.page->isSettled());
        world.act(u"Back to the list of rules"_s);
        QVERIFY(!world.bench.isOpen());
        QVERIFY(world.table().isVisible());
    }

    void anAlertOpensTheEditorOfItsRule()
    {
        World world;
        signals::Subject alert;
        alert.kind = signals::SubjectKind::Alert;
        alert.labels = base::Labels{{"alertname", "PspPoolSaturated"}};
        world.page->editRuleOf(alert); // before any answer: remembered
        QTRY_VERIFY(world.bench.isOpen());
        QTRY_VERIFY(world.page->isSettled());
        QVERIFY(world.says(u"PspPoolSaturated, group payment.pool"_s));
        QVERIFY(world.says(u"fires 2"_s));
        auto *firings = world.named<QTableView>(u"When it would have fired"_s);
        QVERIFY(firings != nullptr);
        QVERIFY(firings->model()->rowCount() >= 27);
        QVERIFY(!world.page->findChild<widgets::ChartView *>()->data()->annotations.empty());
        world.shoot(u"rule-editor.png"_s);
        alert.labels = base::Labels{{"alertname", "Unheard"}};
        world.page->editRuleOf(alert);
        QVERIFY(world.said.last().contains(u"No source has a rule called Unheard"_s));
    }

    void theFormTheYamlAndTheDifferenceAreOneDraft()
    {
        World world;
        world.edit(u"PspPoolSaturated"_s);
        auto *condition = world.named<widgets::ExpressionEdit>(u"Condition"_s);
        QCOMPARE(condition->toPlainText(), u"pool:used > 0.95"_s);
        QVERIFY(!condition->document()->firstBlock().layout()->formats().isEmpty()); // coloured
        world.named<QComboBox>(u"Holds for"_s)->setEditText(u"30s"_s);
        QVERIFY(world.bench.rule().text().contains(u"for: 30s"_s));
        QVERIFY(world.bench.rule().text().contains(u"# agreed"_s));
        QVERIFY(world.says(u"not saved"_s));
        world.act(u"Show the rule as YAML"_s);
        auto *yaml = world.named<widgets::CodeEdit>(u"The rule as YAML"_s);
        QVERIFY(yaml != nullptr);
        QCOMPARE(yaml->toPlainText(), world.bench.rule().text());
        yaml->selectAll();
        QTest::keyClicks(yaml, u"- alert: Typed"_s); // not a rule yet
        QVERIFY(!world.named<QLineEdit>(u"Name"_s)->isEnabled() || world.bench.rule().isReadable());
        yaml->setPlainText(u"- alert: Typed\n  expr: up == 0 # mine\n"_s);
        QCOMPARE(world.named<QLineEdit>(u"Name"_s)->text(), u"Typed"_s);
        QCOMPARE(condition->toPlainText(), u"up == 0"_s);
        world.act(u"Discard the changes"_s);
        QCOMPARE(condition->toPlainText(), u"pool:used > 0.95"_s);
        QVERIFY(world.lastAction != nullptr);
        world.lastAction(); // undo
        QCOMPARE(condition->toPlainText(), u"up == 0"_s);
        QVERIFY(world.bench.rule().text().contains(u"# mine"_s));
    }

    void aBrokenConditionIsMarkedAtItsPlaceAndAsksNobody()
    {
        World world;
        world.edit(u"PspPoolSaturated"_s);
        const auto asked = world.source.asked.size();
        auto *condition = world.named<widgets::ExpressionEdit>(u"Condition"_s);
        condition->setPlainText(u"pool:used > )"_s);
        QTRY_VERIFY(world.says(u"1:13 "_s));
        QCOMPARE(condition->marks().front().start, 12);
        QTRY_VERIFY(world.page->isSettled());
        QCOMPARE(world.source.asked.size(), asked);
        QVERIFY(!world.named<widgets::Button>(u"Save rule"_s)->isEnabled());
    }

    void savingWritesWhatWasShownAndCanBeTakenBack()
    {
        World world;
        world.edit(u"PspPoolSaturated"_s);
        world.named<QComboBox>(u"Holds for"_s)->setEditText(u"2m"_s);
        QTRY_VERIFY(world.named<widgets::Button>(u"Save rule"_s)->isEnabled());
        QTRY_VERIFY(world.page->isSettled());
        QVERIFY(world.named<widgets::CodeEdit>(u"What saving changes"_s)->toPlainText().contains(u"for: 2m"_s));
        QVERIFY(world.says(u"As it runs"_s)); // the draft's firings against today's
        world.shoot(u"rule-editor-changed.png"_s);
        world.act(u"Save the rule"_s);
        QTRY_VERIFY(world.kept().contains("    for: 2m\n"));
        QTRY_VERIFY(!world.said.isEmpty() && world.lastAction != nullptr);
        QVERIFY(world.kept().contains("PspPoolSaturated # agreed"));
        world.bench.undo();
        QTRY_COMPARE(world.kept(), fileText);
    }

    void leavingKeepsTheDraftAndSaysSo()
    {
        World world;
        world.edit(u"PspPoolSaturated"_s);
        world.named<QComboBox>(u"Holds for"_s)->setEditText(u"7m"_s);
        world.act(u"Back to the list of rules"_s);
        QVERIFY(!world.bench.isOpen());
        QVERIFY(world.said.last().contains(u"The draft of PspPoolSaturated is kept"_s));
        QTRY_VERIFY(world.shelf.isKept());
        const auto state = world.rowNamed(u"PspPoolSaturated"_s).siblingAtColumn(1).data().toString();
        QVERIFY2(state.contains(u"not saved"_s), qPrintable(state));
        world.edit(u"PspPoolSaturated"_s);
        QCOMPARE(world.bench.rule().value(engine::RuleField::For), u"7m"_s);
        world.act(u"Back to the list of rules"_s);
        world.lastAction(); // discard the draft
        QVERIFY(world.shelf.all().isEmpty());
        QCOMPARE(world.kept(), fileText);
    }

    void aNewRuleIsADraftThatIsKeptNowhereYet()
    {
        World world;
        QTRY_VERIFY(world.page->isSettled());
        world.act(u"New alert rule"_s);
        QTRY_VERIFY(world.page->isSettled());
        QVERIFY(world.bench.rule().isFresh());
        QCOMPARE(world.bench.rule().place().group, u"payment.pool"_s); // beside the selected one
        QVERIFY(!world.named<widgets::Button>(u"Save rule"_s)->isEnabled());
        world.act(u"Back to the list of rules"_s);
        QCOMPARE(world.shelf.all().size(), 1);
    }

    void whatIsWrongInATestIsSaidAtItsPlace()
    {
        World world;
        world.edit(u"PspPoolSaturated"_s);
        world.act(u"Show the unit tests"_s);
        QVERIFY(world.named<QWidget>(u"Unit tests, as promtool reads them"_s));
        world.bench.setTests(u"tests:\n- interval: 1m\n  alert_rule_test:\n  - alertname: PspPoolSaturated\n"
                             "    eval_time: soon\n    exp_alerts: []\n"_s);
        world.act(u"Run the unit tests"_s);
        const auto said = [&world] {
            for (auto *line : world.page->findChildren<ui::IconLine *>())
                if (line->text().contains(u"cannot be used"_s))
                    return line->text();
            return QString();
        };
        QTRY_VERIFY(!said().isEmpty());
        QVERIFY2(said().contains(u"5:"_s), qPrintable(said()));
    }

    void theRulesOfAFileAreChosenFromAndKept()
    {
        World world;
        QTRY_VERIFY(world.page->isSettled());
        const QString path = world.dir.filePath(u"theirs.yml"_s);
        QFile out(path);
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write("groups:\n- name: theirs\n  interval: 30s\n  rules:\n"
                  "  - alert: PspPoolSaturated\n    expr: pool:used > 0.95\n"
                  "  - alert: Broken\n    expr: sum(\n"
                  "  - alert: QueueGrows\n    expr: deriv(queue[5m]) > 1\n    for: 10m\n");
        out.close();
        world.page->importFrom(path);
        auto *dialog = world.page->findChild<ui::ImportDialog *>();
        QVERIFY(dialog);
        auto *table = dialog->findChild<QTableView *>();
        QTRY_COMPARE(table->model()->rowCount(), 3);
        const auto cell = [table](int row) { return table->model()->index(row, 2).data().toString(); };
        QVERIFY(cell(0).startsWith(u"there already, in"_s));
        QVERIFY2(cell(1).startsWith(u"8:"_s), qPrintable(cell(1))); // its exact place
        QCOMPARE(cell(2), u"new"_s);
        QCOMPARE(table->selectionModel()->selectedRows().size(), 1); // what is new and right is marked
        auto *take = [dialog] {
            for (auto *one : dialog->findChildren<widgets::Button *>())
                if (one->text().startsWith(u"Import"_s))
                    return one;
            return static_cast<widgets::Button *>(nullptr);
        }();
        QVERIFY(take && !take->isEnabled()); // a Prometheus: a file is to be chosen
        world.shootDialog(u"rules-import.png"_s, *dialog);
        table->selectAll();
        QVERIFY(take->toolTip().contains(u"Broken is wrong"_s));
    }

    void fiveThousandRulesAreThereAtOnce()
    {
        World world;
        QTRY_VERIFY(world.page->isSettled());
        world.source.ruleList.clear();
        for (int i = 0; i < 5'000; ++i) {
            auto rule = world.ruleNamed(u"Rule%1"_s.arg(i), u"metric_%1 > 1"_s.arg(i));
            rule.group = u"group %1"_s.arg(i / 20);
            rule.file = u"/etc/rules/%1.yml"_s.arg(i / 500);
            world.source.ruleList.push_back(std::move(rule));
        }
        QSignalSpy spy(&world.watch, &engine::RuleWatch::changed);
        world.watch.refresh();
        QVERIFY(spy.wait(20'000));
        QTRY_COMPARE(world.table().model()->rowCount(), 1 + 10 + 250);
        QElapsedTimer timer;
        timer.start();
        auto *filter = world.page->findChild<widgets::FilterEdit *>();
        filter->setText(u"Rule4999"_s);
        QTRY_COMPARE(world.table().model()->rowCount(), 4);
        QVERIFY2(timer.elapsed() < 1'000, qPrintable(QString::number(timer.elapsed()))); // 120 ms of them are the pause
    }

    void anEmptyListSaysSo()
    {
        World world;
        world.source.ruleList.clear();
        QTRY_VERIFY(world.page->isSettled());
        world.watch.refresh();
        QTRY_VERIFY(world.says(u"No rules"_s));
        world.page->findChild<widgets::FilterEdit *>()->setText(u"x"_s);
        QTRY_VERIFY(world.says(u"No rule matches"_s));
    }

    void lightAndDarkAndSmall()
    {
        World world;
        world.edit(u"PspPoolSaturated"_s);
        world.page->resize(650, 560);
        QVERIFY(world.page->minimumSizeHint().width() <= 790); // what a window of 1280 has for it
        widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Light));
        world.shoot(u"rule-editor-light.png"_s, {970, 780});
        world.shoot(u"rule-editor-small.png"_s, {790, 620});
        world.shoot(u"rule-editor-large.png"_s, {2060, 1320});
        widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark));
    }
};

QTEST_MAIN(TestRulesPage)
#include "tst_rulespage.moc"
