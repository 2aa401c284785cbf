// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console.h"

#include "app/boardmarks.h"
#include "app/paths.h"
#include "app/questions.h"
#include "models/base/duration.h"
#include "models/engine/alerts/alertfinder.h"
#include "models/engine/health/liveness.h"
#include "models/net/secrets/secretstore.h"
#include "ui/agreements/agreementspage.h"
#include "ui/anomalies/anomaliespage.h"
#include "ui/capacity/capacitypage.h"
#include "ui/dashboards/board/boardpage.h"
#include "ui/dashboards/dashboardspage.h"
#include "ui/frame/bars/statusline.h"
#include "ui/frame/bars/topbar.h"
#include "ui/frame/thread/notedialog.h"
#include "ui/frame/thread/threadpanel.h"
#include "ui/health/healthpage.h"
#include "ui/incidents/incidentspage.h"
#include "ui/logs/logspage.h"
#include "ui/metrics/metricspage.h"
#include "ui/notify/settingspage.h"
#include "ui/objectives/objectivespage.h"
#include "ui/overview/overviewpage.h"
#include "ui/rules/rulespage.h"
#include "ui/station/stationpage.h"
#include "ui/traces/tracespage.h"
#include "ui/wallboard/enginetiles.h"
#include "ui/wallboard/incidentnews.h"
#include "ui/wallboard/wallboard.h"
#include "ui/wallboard/walldisplay.h"
#include "widgets/base/theme.h"

#include <QScreen>
#include <QTimer>

namespace wf::app {

namespace {

const QString wallLayoutName = QStringLiteral("wallboard/display"); // among the layouts

QColor frameColor(const QString &name)
{
    const auto &t = widgets::Theme::current();
    const QHash<QString, QColor> colors{{QStringLiteral("red"), t.critical.mark},
                                        {QStringLiteral("amber"), t.warning.mark},
                                        {QStringLiteral("green"), t.ok.mark},
                                        {QStringLiteral("blue"), t.info.mark},
                                        {QStringLiteral("violet"), t.acknowledged.mark},
                                        {QStringLiteral("grey"), t.unknown.mark}};
    return colors.value(name);
}

} // namespace

Console::Console(Workspace &workspace, Notifier &notifier)
    : m_workspace(workspace), m_notifier(notifier), m_context(std::make_unique<ui::WatchContext>(workspace.clock()))
{
    m_context->setTimeSelection(base::TimeSelection::last(workspace.environment().defaultRangeNs));
    makeScreens();
    m_threadPanel = new ui::ThreadPanel(workspace.thread(), *m_context);
    m_window = std::make_unique<ui::MainWindow>(*m_context, m_screens, m_threadPanel);
    m_window->setPaletteProvider([this] { return paletteItems(); });
    m_window->setPaletteSearch(
        [this](const QString &letters, std::size_t most, const auto &found) { findAlerts(letters, most, found); });
    connectFrame();
    connect(m_window.get(), &ui::MainWindow::threadBack, &workspace.thread(), &engine::ThreadWeaver::back);
    connect(m_window.get(), &ui::MainWindow::threadForward, &workspace.thread(), &engine::ThreadWeaver::forward);
    connect(m_window.get(), &ui::MainWindow::copyThreadRequested, m_threadPanel, &ui::ThreadPanel::copyAsText);
    connect(m_window.get(), &ui::MainWindow::pinThreadRequested, m_threadPanel, &ui::ThreadPanel::togglePin);
    const auto &environment = workspace.environment();
    m_window->topBar().setEnvironment(environment.name,
                                      tr("%n sources", nullptr, static_cast<int>(environment.sources.size())),
                                      frameColor(environment.colour));
    m_window->statusLine().setReadOnly(environment.readOnly);
    showTheme(widgets::Theme::current().mode, widgets::Theme::current().density);
    followSources();
    followData();
    followPromises();
    offerWallboard();
    offerSettings();
    keepLayout();
    if (auto *station = workspace.station())
        connect(station, &station::Station::arrived, this, &Console::lookAgain);
}

Console::~Console() = default;

void Console::connectFrame()
{
    auto *window = m_window.get();
    connect(window, &ui::MainWindow::themeToggleRequested, this, [this] {
        m_isThemeChosen = true;
        const auto &t = widgets::Theme::current();
        showTheme(t.mode == widgets::ThemeMode::Dark ? widgets::ThemeMode::Light : widgets::ThemeMode::Dark, t.density);
    });
    connect(window, &ui::MainWindow::densityCycleRequested, this, [this] {
        const auto &t = widgets::Theme::current();
        showTheme(t.mode, static_cast<widgets::Density>((static_cast<int>(t.density) + 1) % 3));
    });
    answerQuestions(m_workspace, *m_context, *window);
    connect(window, &ui::MainWindow::environmentsRequested, this, &Console::environmentsRequested);
    connect(window, &ui::MainWindow::noteRequested, m_threadPanel, &ui::ThreadPanel::requestNote);
    connect(m_threadPanel, &ui::ThreadPanel::noteRequested, this, &Console::writeNote);
    connect(&m_workspace.acknowledge(), &engine::AckDesk::endingSoon, this,
            [this](const engine::SilenceEnding &ending) {
                m_context->say({tr("%1: the silence ends in %2 and %n alerts still fire.", nullptr, ending.alerts)
                                    .arg(ending.title, base::humanDuration(std::max<qint64>(
                                                           0, (ending.endsNs - m_workspace.clock().nowNs()) /
                                                                  base::nsPerMinute * base::nsPerMinute))),
                                signals::Severity::Warning,
                                {},
                                {},
                                0});
            });
    connect(m_context.get(), &ui::WatchContext::messageRequested, this,
            [this](const ui::WatchContext::Message &message) {
                m_workspace.health().note(
                    {m_workspace.clock().nowNs(), message.severity, QStringLiteral("Watchfloor"), message.text});
            });
}

void Console::showTheme(widgets::ThemeMode mode, widgets::Density density)
{
    const auto &t = widgets::Theme::current();
    if (t.mode != mode || t.density != density)
        widgets::applyTheme(widgets::Theme::bundled(mode, density));
    const QString rows[] = {tr("Compact rows"), tr("Standard rows"), tr("Comfortable rows")};
    m_window->statusLine().setDensityText(rows[static_cast<int>(density)]);
}

void Console::lookAgain()
{
    m_workspace.services().refresh();
    m_workspace.anomalies().retrain();
    m_workspace.capacity().refresh();
    m_workspace.objectives().reload(); // what was counted of a past that has only now come is wrong
    if (m_workspace.agreements().hasContracts())
        m_workspace.agreements().refresh();
    m_context->refreshNow();
}

void Console::followDesktop(widgets::ThemeMode mode)
{
    if (!m_isThemeChosen)
        showTheme(mode, widgets::Theme::current().density);
}

// The note is kept before the dialog is forgotten: a failure is said with the text still to be had.
void Console::writeNote(const signals::Subject &subject, qint64 timeNs)
{
    if (m_workspace.bundle()) {
        m_context->say(
            {tr("This is a bundle: a note would be lost with the window."), signals::Severity::Info, {}, {}, 8});
        return;
    }
    auto *dialog = new ui::NoteDialog(subject, timeNs, m_window.get());
    connect(dialog, &ui::NoteDialog::written, this, [this, subject, timeNs](const QString &text) {
        store::OperatorNote note;
        note.service = subject.service;
        note.subjectId = subject.id;
        note.timeNs = timeNs;
        note.author = m_workspace.actor();
        note.text = text;
        m_requests.push_back(
            m_workspace.store().ledger().putNote(note, [this, text](base::Result<store::OperatorNote> result) {
                if (result) {
                    m_context->say({tr("Note kept."), signals::Severity::Info, {}, {}, 4});
                    m_workspace.thread().refresh();
                } else {
                    m_context->say({tr("The note could not be kept: %1. It said: %2").arg(result.error().summary, text),
                                    signals::Severity::Critical,
                                    {},
                                    {},
                                    0});
                }
            }));
    });
    dialog->open();
}

void Console::makeScreens()
{
    m_overview = new ui::OverviewPage(
        {m_workspace.fleet(), m_workspace.alerts(), m_workspace.incidents(), m_workspace.causes()}, *m_context);
    connect(m_overview, &ui::OverviewPage::screenRequested, this, [this](const QString &key) { m_window->goTo(key); });
    auto *incidents = new ui::IncidentsPage(
        {m_workspace.alerts(), m_workspace.incidents(), m_workspace.causes(), m_workspace.story(),
         m_workspace.history(), m_workspace.noise(), m_workspace.services(), m_workspace.acknowledge(),
         m_workspace.alertPresets(), m_workspace.alertRecorder(), m_workspace.metrics(), m_workspace.pools(),
         m_workspace.reviewDesk(), m_workspace.similar()},
        *m_context);
    incidents->setTelling({&m_notifier.escalations(), &m_notifier.deliveries()});
    followAttachments(incidents);
    auto *dashboards = new ui::DashboardsPage(m_workspace.dashboards(), m_workspace.panels(), m_colors, *m_context);
    auto *boards =
        new ui::BoardPage({m_workspace.boards(), m_workspace.pools(), m_colors, *m_context}, m_workspace.sourceSet());
    dashboards->setBoards(boards, dashboardFolder());
    giveOwnMarks(m_workspace, *boards);
    dashboards->setExports({m_workspace.environment().name, m_workspace.actor(), m_workspace.services().rules(),
                            m_workspace.metrics().scrapeInterval()});
    markIncidents(dashboards);
    connect(&m_workspace.anomalies(), &engine::AnomalyKeeper::changed, dashboards, [this, dashboards] {
        dashboards->setAnomalies(m_workspace.anomalies().snapshot());
        m_context->setAnomalies(m_workspace.anomalies().snapshot());
    });
    auto *metrics =
        new ui::MetricsPage({m_workspace.explore(), m_workspace.replayer(), m_workspace.pools(), m_colors}, *m_context);
    connect(m_context.get(), &ui::WatchContext::metricsRequested, metrics,
            [this, metrics](const QString &query, base::TimeRange range) {
                m_window->goTo(metrics->key());
                metrics->showQueryOver(query, range);
            });
    auto *logs = new ui::LogsPage(m_workspace.logs(), *m_context);
    auto *traces = new ui::TracesPage(m_workspace.traceSearch(), m_workspace.traceLoader(), m_colors, *m_context);
    connect(traces, &ui::TracesPage::logsOfTraceRequested, this, [this, logs](const signals::Subject &trace) {
        m_window->goTo(logs->key());
        logs->showSubject(trace);
    });
    auto *objectives =
        new ui::ObjectivesPage({m_workspace.objectives(), &m_workspace.corrections(), &m_workspace.freezes(),
                                m_workspace.actor(), &m_workspace.objectiveWizard(), &m_workspace.objectiveFinder(),
                                &m_workspace.objectiveHistory(), &m_workspace.freezeCourier()},
                               *m_context);
    auto *agreements = new ui::AgreementsPage(m_workspace.agreements(), m_workspace.makeReportDesk(), *m_context);
    connect(agreements, &ui::AgreementsPage::mailQueued, this, &Console::mailQueued);
    auto *anomalies = new ui::AnomaliesPage(
        {m_workspace.anomalies(), m_workspace.services(), &m_workspace.incidents(), m_workspace.actor()}, *m_context);
    auto *capacity = new ui::CapacityPage(m_workspace.capacity(), *m_context);
    auto *rules = new ui::RulesPage({m_workspace.rules(),
                                     m_workspace.metrics(),
                                     m_workspace.ruleDesk(),
                                     m_workspace.pools(),
                                     {m_workspace.ruleBench(), m_workspace.replayBench(), m_workspace.hearers(),
                                      m_workspace.explore().completer()}},
                                    *m_context);
    connect(m_context.get(), &ui::WatchContext::rulesRequested, rules, [this, rules](const signals::Subject &subject) {
        m_window->goTo(rules->key());
        if (subject.kind == signals::SubjectKind::Metric)
            rules->showSubject(subject);
        else
            rules->editRuleOf(subject);
    });
    auto *health = new ui::HealthPage(m_workspace.health(), *m_context);
    m_screens = {
        {tr("Watch"), tr("Overview"), QStringLiteral("overview"), QStringLiteral("O"), m_overview},
        {tr("Watch"), tr("Incidents"), QStringLiteral("incidents"), QStringLiteral("I"), incidents},
        {tr("Watch"), tr("Rules"), QStringLiteral("threshold"), QStringLiteral("R"), rules},
        {tr("Explore"), tr("Dashboards"), QStringLiteral("dashboards"), QStringLiteral("D"), dashboards},
        {tr("Explore"), tr("Metrics"), QStringLiteral("metrics"), QStringLiteral("M"), metrics},
        {tr("Explore"), tr("Logs"), QStringLiteral("logs"), QStringLiteral("L"), logs},
        {tr("Explore"), tr("Traces"), QStringLiteral("traces"), QStringLiteral("T"), traces},
        {tr("Promise"), tr("Objectives"), QStringLiteral("objectives"), QStringLiteral("B"), objectives},
        {tr("Promise"), tr("Agreements"), QStringLiteral("agreements"), QStringLiteral("A"), agreements},
        {tr("Foresee"), tr("Anomalies"), QStringLiteral("anomalies"), QStringLiteral("Y"), anomalies},
        {tr("Foresee"), tr("Capacity"), QStringLiteral("capacity"), QStringLiteral("C"), capacity},
        {QString(), tr("Health"), QStringLiteral("health"), QStringLiteral("H"), health},
    };
    if (auto *station = m_workspace.stationWatch())
        m_screens.push_back({QString(), tr("Station"), QStringLiteral("station"), QStringLiteral("W"),
                             new ui::StationPage(*station, *m_context)});
    m_settings = makeSettings();
    m_screens.push_back({QString(), tr("Settings"), QStringLiteral("settings"), QStringLiteral("E"), m_settings});
}

// What is selected anywhere can be put to an incident: a trace, log lines, a query, or the Thread about it.
void Console::followAttachments(ui::IncidentsPage *page)
{
    connect(m_context.get(), &ui::WatchContext::attachRequested, page,
            [this, page](const signals::Subject &subject, const QString &thread) {
                page->attach(engine::threadAttachment(subject, thread.isEmpty() ? m_threadPanel->asText() : thread,
                                                      m_context->range()));
            });
    connect(m_context.get(), &ui::WatchContext::attachOwnRequested, page,
            [this, page](const signals::Subject &subject, const signals::AttachedContent &content) {
                page->attach(engine::ownAttachment(subject, m_context->range(), content));
            });
}

// The time in which something critical is wrong stands behind the lines of the service's dashboard.
void Console::markIncidents(ui::DashboardsPage *page)
{
    const auto show = [this, page] {
        std::vector<base::TimeRange> ranges;
        const QString &service = m_workspace.dashboards().choice().service;
        for (const auto &one : m_workspace.incidents().snapshot()->open)
            if (one->severity == signals::Severity::Critical && one->services.contains(service))
                ranges.push_back({one->openedNs, m_workspace.clock().nowNs()});
        page->setIncidents(std::move(ranges));
    };
    connect(&m_workspace.incidents(), &engine::IncidentKeeper::changed, page, show);
    connect(&m_workspace.dashboards(), &engine::DashboardBuilder::changed, page, show);
}

// Connection marks in the top bar, the amber line below, and how many questions are out.
void Console::followSources()
{
    const auto show = [this] {
        auto &health = m_workspace.health();
        for (const auto kind : {signals::SourceKind::Metrics, signals::SourceKind::Alerts, signals::SourceKind::Logs,
                                signals::SourceKind::Traces})
            if (const auto state = health.stateOf(kind); state.present)
                m_window->topBar().setConnection(kind, state.reach, state.why);
        signals::Severity worst = signals::Severity::Ok;
        QString problem;
        int running = 0;
        for (const auto &row : health.snapshot()->sources) {
            running += row.state.inFlight;
            const bool bad =
                row.state.reach == signals::Reachability::Down || row.state.reach == signals::Reachability::Degraded;
            if (!bad || !problem.isEmpty())
                continue;
            worst = row.state.reach == signals::Reachability::Down ? signals::Severity::Critical
                                                                   : signals::Severity::Warning;
            problem = row.state.lastError ? row.state.lastError->summary : tr("%1 does not answer").arg(row.state.name);
        }
        m_window->statusLine().setProblem(worst, problem);
        m_window->statusLine().setQueries(tr("%n queries running", nullptr, running));
    };
    connect(&m_workspace.health(), &engine::HealthMonitor::changed, this, show);
    show();
}

void Console::followData()
{
    auto *second = new QTimer(this);
    connect(second, &QTimer::timeout, this, [this] {
        const bool following = m_context->timeSelection().live && m_context->refreshEveryNs() > 0;
        const auto &kept = m_workspace.fleet().snapshot()->completeness;
        const auto liveness = engine::livenessOf(*m_workspace.health().snapshot(), following,
                                                 kept.stale ? kept.asOfNs : 0, m_workspace.clock().nowNs());
        m_window->statusLine().setLive(liveness.live, liveness.words);
    });
    second->start(1000);
}

// Budgets and what is dated ahead, for the Overview.
void Console::followPromises()
{
    const auto show = [this] {
        QHash<QString, ui::BudgetCell> budgets;
        for (const auto &s : m_workspace.objectives().snapshot()->objectives) {
            if (!s.isKnown())
                continue;
            auto &cell = budgets[s.objective.service];
            if (cell.objective.isEmpty() || s.left() < cell.left)
                cell = {s.left(), s.severity, s.objective.name, s.completeness.stale ? s.completeness.asOfNs : 0};
        }
        m_overview->setBudgets(budgets);
        m_overview->setAhead(
            engine::aheadOf({m_workspace.objectives().snapshot(), m_workspace.capacity().snapshot(),
                             m_workspace.acknowledge().snapshot()->endings, m_notifier.escalations().nextSteps()},
                            m_workspace.clock().nowNs()));
    };
    connect(&m_workspace.objectives(), &engine::ObjectiveKeeper::changed, this, show);
    connect(&m_workspace.acknowledge(), &engine::AckDesk::changed, this, show);
    connect(&m_workspace.capacity(), &engine::CapacityKeeper::changed, this, show);
    connect(&m_notifier.escalations(), &engine::EscalationKeeper::changed, this, show);
    show();
}

ui::SettingsPage *Console::makeSettings()
{
    ui::EntryDialog::Deeds deeds;
    if (auto *secrets = m_workspace.secrets()) {
        deeds.secretsAre = secrets->description();
        deeds.keepSecret = [this, secrets](const QString &name, const QString &secret, auto reply) {
            m_requests.push_back(secrets->write(name, net::Secret(secret.toUtf8()), reply));
        };
    }
    return new ui::SettingsPage({m_notifier.file(), m_notifier.deliveries(), m_notifier.escalations(),
                                 m_notifier.selfTest(), m_workspace.environment().name, std::move(deeds)},
                                *m_context);
}

void Console::offerSettings()
{
    auto *action = new QAction(tr("Settings"), this);
    action->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Comma));
    connect(action, &QAction::triggered, this, [this] { m_window->goTo(m_settings->key()); });
    m_window->addMenuAction(tr("Tools"), action);
}

void Console::offerWallboard()
{
    auto *action = new QAction(tr("Wallboard"), this);
    action->setShortcut(QKeySequence(Qt::SHIFT | Qt::Key_F11));
    connect(action, &QAction::triggered, this, &Console::openWallboard);
    m_window->addMenuAction(tr("View"), action);
}

void Console::openWallboard()
{
    if (!m_wallboard) {
        m_wallboard = std::make_unique<ui::Wallboard>(m_workspace.clock(), m_workspace.environment().name);
        m_wallboard->addTiles(
            [this] { return ui::incidentTiles(*m_workspace.incidents().snapshot(), m_workspace.clock().nowNs()); });
        m_wallboard->addTiles(
            [this] { return ui::objectiveTiles(*m_workspace.objectives().snapshot(), m_workspace.clock().nowNs()); });
        m_wallboard->setNews([this, news = ui::IncidentNews()]() mutable {
            return news.now(*m_workspace.incidents().snapshot(), m_workspace.clock().nowNs());
        });
        connect(m_wallboard.get(), &ui::Wallboard::displayChosen, this,
                [this](const QString &display) { keepLayoutAs(wallLayoutName, display.toUtf8()); });
        const auto show = [this] {
            if (m_wallboard->isVisible())
                m_wallboard->refresh();
        };
        connect(&m_workspace.objectives(), &engine::ObjectiveKeeper::changed, m_wallboard.get(), show);
        connect(&m_workspace.incidents(), &engine::IncidentKeeper::changed, m_wallboard.get(), show);
    }
    m_wallboard->refresh();
    m_wallboard->showOn(ui::displayNamed(ui::wallDisplay(ui::connectedDisplays(), m_window->screen()->name(),
                                                         QString::fromUtf8(m_layouts.value(wallLayoutName)))));
    m_wallboard->activateWindow();
}

void Console::keepLayout()
{
    m_requests.push_back(m_workspace.store().ledger().layouts([this](base::Result<QHash<QString, QByteArray>> result) {
        if (result)
            m_layouts = *result;
        m_window->setLayoutMemory(
            {[this](const QString &name) { return m_layouts.value(name); },
             [this](const QString &name, const QByteArray &layout) { keepLayoutAs(name, layout); }});
    }));
}

void Console::keepLayoutAs(const QString &name, const QByteArray &layout)
{
    m_layouts.insert(name, layout);
    m_requests.push_back(m_workspace.store().ledger().setLayout(name, layout, [](base::Result<base::Done>) {}));
}

std::vector<ui::PaletteItem> Console::paletteItems()
{
    std::vector<ui::PaletteItem> items;
    for (const auto &service : m_workspace.services().snapshot()->services)
        items.push_back({tr("Services"), service.name, service.regions.join(QStringLiteral(", ")),
                         QStringLiteral("services"),
                         [this, name = service.name] { m_context->open(signals::Subject::ofService(name)); }});
    if (m_moreActions)
        std::ranges::move(m_moreActions(), std::back_inserter(items));
    return items;
}

ui::PaletteItem Console::paletteItem(const engine::WatchedAlert &alert)
{
    signals::Subject subject = signals::Subject::ofService(alert.service);
    subject.kind = signals::SubjectKind::Alert;
    subject.id = alert.alert.fingerprint;
    subject.labels = alert.alert.labels;
    subject.title = alert.alert.name();
    subject.timeNs = alert.alert.startsNs;
    return {tr("Alerts"), engine::findableName(alert), alert.region, QStringLiteral("alert"),
            [this, subject] { m_context->open(subject); }};
}

// Among thousands of alerts: on a pool.
void Console::findAlerts(const QString &letters, std::size_t most, const ui::CommandPalette::Found &found)
{
    m_jobs.runLatest(
        QStringLiteral("find"), m_workspace.pools().parse(),
        [snapshot = m_workspace.alerts().snapshot(), letters, most](std::stop_token stop) {
            return std::pair(snapshot, engine::findAlerts(*snapshot, letters, most, std::move(stop)));
        },
        [this, found](const std::pair<engine::AlertSnapshotPtr, std::vector<std::size_t>> &best) {
            std::vector<ui::PaletteItem> items;
            for (const std::size_t at : best.second)
                items.push_back(paletteItem(best.first->alerts[at]));
            found(std::move(items));
        });
}

bool Console::isSettled() const
{
    const auto *screen = m_window->currentScreen();
    return (!screen || screen->isSettled()) && m_threadPanel->isSettled() && !m_workspace.services().isBusy();
}

} // namespace wf::app
