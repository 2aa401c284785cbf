// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/window.h"

#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/opening.h"
#include "app/cli/common/output.h"
#include "app/cli/shot.h"
#include "app/console.h"
#include "app/demopast.h"
#include "app/desktop/colorscheme.h"
#include "app/incidentfiles.h"
#include "app/notify/notifyconsole.h"
#include "app/notify/oncallcorner.h"
#include "app/paths.h"
#include "app/schedule/reportrunner.h"
#include "app/workspace.h"
#include "models/base/duration.h"
#include "models/base/timetext.h"
#include "ui/dashboards/dashboardspage.h"
#include "widgets/base/theme.h"

#include <QApplication>
#include <QDir>
#include <QMenuBar>
#include <QProcess>
#include <QTemporaryDir>
#include <QTimer>

namespace wf::app {

namespace {

void addOptions(QCommandLineParser &parser)
{
    addOpeningOptions(parser);
    parser.addOption(
        {QStringLiteral("theme"), QStringLiteral("dark or light; default: like the system."), QStringLiteral("theme")});
    parser.addOption({QStringLiteral("screen"), QStringLiteral("Screen to open first."), QStringLiteral("name"),
                      QStringLiteral("overview")});
    parser.addOption({QStringLiteral("range"), QStringLiteral("Time range (last 1h)."), QStringLiteral("range")});
    parser.addOption({QStringLiteral("service"), QStringLiteral("Service to select."), QStringLiteral("name")});
    parser.addOption({QStringLiteral("trace"), QStringLiteral("Trace to open."), QStringLiteral("id")});
    parser.addOption({QStringLiteral("query"), QStringLiteral("PromQL to ask on the Metrics screen."),
                      QStringLiteral("expression")});
    parser.addOption(
        {QStringLiteral("rule"), QStringLiteral("Alert whose rule to open in the editor."), QStringLiteral("name")});
    parser.addOption({QStringLiteral("board"), QStringLiteral("Grafana dashboard to open."), QStringLiteral("file")});
    parser.addOption({QStringLiteral("template"),
                      QStringLiteral("What the dashboard of the service is about: performance …"),
                      QStringLiteral("name")});
    parser.addOption({QStringLiteral("in-tray"), QStringLiteral("Start in the tray, without a window.")});
    parser.addOption(
        {QStringLiteral("size"), QStringLiteral("shot: WxH."), QStringLiteral("size"), QStringLiteral("1440x900")});
    parser.addOption({QStringLiteral("after"), QStringLiteral("shot: wait at least so long for data, such as 1m."),
                      QStringLiteral("span")});
    parser.addOption({QStringLiteral("out"), QStringLiteral("shot: PNG file."), QStringLiteral("file")});
}

widgets::ThemeMode themeOf(const QCommandLineParser &parser)
{
    const QString theme = parser.value(QStringLiteral("theme"));
    if (theme == QLatin1String("light"))
        return widgets::ThemeMode::Light;
    return theme == QLatin1String("dark") || parser.isSet(QStringLiteral("out")) ? widgets::ThemeMode::Dark
                                                                                 : widgets::systemThemeMode();
}

void present(Console &console, const QCommandLineParser &parser, qint64 nowNs)
{
    if (parser.isSet(QStringLiteral("range")))
        if (const auto range = base::parseTimeSelection(parser.value(QStringLiteral("range")), nowNs))
            console.context().setTimeSelection(*range);
    if (parser.isSet(QStringLiteral("trace"))) {
        signals::Subject trace;
        trace.kind = signals::SubjectKind::Trace;
        trace.id = parser.value(QStringLiteral("trace"));
        console.context().open(trace);
        return;
    }
    if (parser.isSet(QStringLiteral("query"))) {
        signals::Subject metric;
        metric.kind = signals::SubjectKind::Metric;
        metric.id = metric.title = parser.value(QStringLiteral("query"));
        console.context().open(metric);
        return;
    }
    const bool hasBoard = parser.isSet(QStringLiteral("board"));
    console.window().goTo(hasBoard ? QStringLiteral("dashboards") : parser.value(QStringLiteral("screen")));
    if (auto *page = qobject_cast<ui::DashboardsPage *>(console.window().currentScreen()); page && hasBoard)
        page->openBoard(parser.value(QStringLiteral("board")));
    if (parser.isSet(QStringLiteral("service"))) {
        const auto subject = signals::Subject::ofService(parser.value(QStringLiteral("service")));
        console.context().select(subject);
        if (auto *current = console.window().currentScreen())
            current->showSubject(subject);
    }
    const auto kind = engine::templateOf(parser.value(QStringLiteral("template")));
    if (auto *page = qobject_cast<ui::DashboardsPage *>(console.window().currentScreen()); page && kind)
        page->showTemplate(*kind);
}

// Once a source tells of it: the shop's rules are there when its past is.
void openRule(Console &console, Workspace &workspace, const QString &name)
{
    auto *look = new QTimer(&console);
    QObject::connect(look, &QTimer::timeout, &console, [look, name, &console, &rules = workspace.rules()] {
        if (!rules.snapshot()->alerting(name))
            return rules.refresh();
        look->deleteLater();
        signals::Subject alert;
        alert.kind = signals::SubjectKind::Alert;
        alert.title = name;
        alert.labels = base::Labels{{"alertname", name.toStdString()}};
        console.context().askRules(alert);
    });
    look->start(2000);
}

// What fired before is history, and then the shop's rules go on from where the rehearsal ended.
void takeOverAlerts(const demo::ShopFeed &feed, DemoPast &past, Workspace &workspace, std::function<void()> done)
{
    for (const auto *port : workspace.station()->ports())
        if (port->state().kind == signals::SourceKind::Alerts)
            past.take(port->state().id, feed.pastAlerts(), std::move(done));
}

// Says how far the shop's past is, until it is there; then everybody looks again.
void followDemo(demo::ShopFeed &feed, Console &console, std::function<void()> takeOver)
{
    auto *watch = new QTimer(&feed);
    QObject::connect(watch, &QTimer::timeout, &console, [&feed, &console] {
        const auto &p = feed.progress();
        const int done = static_cast<int>(100.0 * (p.pastSamples + p.pastEvents) / 2.0);
        console.context().say({QCoreApplication::translate("Window", "Filling the shop's past: %1 %").arg(done),
                               signals::Severity::Info,
                               {},
                               {},
                               2});
    });
    QObject::connect(&feed, &demo::ShopFeed::pastWritten, &console, [watch, &feed, &console, takeOver] {
        watch->stop();
        takeOver();
        console.lookAgain();
        const auto &past = feed.past();
        console.context().say(
            {QCoreApplication::translate("Window", "The shop's past is there. Logs and traces older than %1 h are a "
                                                   "sample: one request in %2, and every one that the gateway failed.")
                 .arg(qRound((past.until - past.fullEventsFrom) / 3600.0))
                 .arg(past.oldOneIn),
             signals::Severity::Info,
             {},
             {},
             15});
    });
    QObject::connect(&feed, &demo::ShopFeed::failed, &console, [watch, &console](const base::Error &error) {
        watch->stop();
        console.context().say({QCoreApplication::translate("Window", "The shop stopped: %1").arg(error.summary),
                               signals::Severity::Critical,
                               {},
                               {},
                               0});
    });
    watch->start(1000);
    feed.start();
}

// The shop's pager rings in the message bar, and nowhere else.
void tellInWindow(Console &console, Notifier &notifier, const base::Clock &clock)
{
    new OnCallCorner(console.window().menuBar(), notifier, clock);
    QObject::connect(&notifier.deliveries(), &engine::DeliveryDesk::desktopNotice, &console,
                     [&console](const signals::Notification &what) {
                         console.context().say(
                             {QCoreApplication::translate("Window", "Demo pager: %1").arg(signals::subjectOf(what)),
                              what.severity,
                              {},
                              {},
                              8});
                     });
    notifier.start();
}

// Another environment opens in a window of its own.
void openMoreFrom(Console &console)
{
    QObject::connect(&console, &Console::environmentsRequested, &console, [&console] {
        const QString path = connectServers(&console.window());
        if (!path.isEmpty() && !QProcess::startDetached(QCoreApplication::applicationFilePath(),
                                                        {QStringLiteral("--environment-file"), path}))
            console.context().say({QCoreApplication::translate(
                                       "Window", "The new environment is saved, but its window could not be opened."),
                                   signals::Severity::Warning,
                                   {},
                                   {},
                                   10});
    });
}

// Schedules are looked at for the environment that is open.
QStringList reportArguments(const QCommandLineParser &parser)
{
    QStringList out{QStringLiteral("report"), QStringLiteral("run-due")};
    for (const QString &name : {QStringLiteral("environment"), QStringLiteral("environment-file")})
        if (parser.isSet(name))
            out << QStringLiteral("--") + name << parser.value(name);
    return out;
}

int runShot(Console &console, const QCommandLineParser &parser, const demo::ShopFeed *feed)
{
    const auto size = parser.value(QStringLiteral("size")).split(u'x');
    const QSize wanted(size.value(0).toInt(), size.value(1).toInt());
    if (!wanted.isValid() || wanted.width() < 400 || wanted.width() > 8000 || wanted.height() < 300 ||
        wanted.height() > 8000) {
        printError(QStringLiteral("Write the size as 1440x900."));
        return ExitUnknown;
    }
    if (!console.window().currentScreen()) {
        printError(QStringLiteral("There is no screen named %1.").arg(parser.value(QStringLiteral("screen"))));
        return ExitUnknown;
    }
    qint64 after = 0;
    if (parser.isSet(QStringLiteral("after"))) {
        const auto span = base::parseDuration(parser.value(QStringLiteral("after")));
        if (!span || *span < 0 || *span > base::nsPerHour) {
            printError(QStringLiteral("Write how long to wait as 30s or 2m, at most 1h."));
            return ExitUnknown;
        }
        after = *span;
    }
    console.window().setMinimumSize(0, 0);
    console.window().resize(wanted);
    console.window().show();
    int code = ExitUnknown;
    ShotTaker taker(
        console.window(), [&console] { return console.isSettled(); }, [feed] { return feed && !feed->isPastWritten(); },
        static_cast<int>(after / base::nsPerMs));
    QObject::connect(&taker, &ShotTaker::taken, &taker, [&](const QImage &picture, bool settled) {
        const QString out = parser.value(QStringLiteral("out"));
        code = picture.save(out, "PNG") ? (settled ? ExitOk : ExitWarning) : ExitCritical;
        if (code == ExitCritical)
            printError(QStringLiteral("%1 could not be written.").arg(out));
        else if (!settled)
            printError(QStringLiteral("Some data had not arrived after 30 s; the picture shows what there is."));
        QCoreApplication::exit(code);
    });
    QCoreApplication::exec();
    return code;
}

} // namespace

int runWindow(const QStringList &given)
{
    const bool shot = given.value(0) == QLatin1String("shot");
    QStringList arguments = shot ? given.mid(1) : given;
    if (arguments.value(0) == QLatin1String("open"))
        arguments[0] = QStringLiteral("--bundle");
    QCommandLineParser parser;
    addOptions(parser);
    if (const auto code = readOptions(parser, QStringList{QStringLiteral("watchfloor")} + arguments))
        return *code;
    widgets::applyTheme(widgets::Theme::bundled(themeOf(parser)));
    const QTemporaryDir scratch;
    const auto opening = decideOpening(parser, shot, scratch.path());
    if (!opening) {
        if (opening.error().summary.isEmpty())
            return ExitOk; // closed without choosing anything
        printError(opening.error().summary + u' ' + opening.error().detail);
        return ExitUnknown;
    }
    async::Pools pools;
    Workspace workspace(opening->workspace, opening->now(), pools);
    // A made-up shop and a bundle disturb nobody.
    const bool isQuiet = opening->demo || opening->bundle;
    Notifier notifier(workspace, opening->demo ? opening->demo->tellingFile()
                                 : opening->bundle
                                     ? QDir(workspace.stateDirectory()).filePath(QStringLiteral("notifications.yaml"))
                                     : notifySettingsPath());
    Console console(workspace, notifier);
    IncidentFiles files(workspace, console);
    workspace.start();
    const auto feed = opening->demo ? opening->demo->feed(workspace) : nullptr;
    std::optional<DemoPast> past;
    if (feed) {
        tellInWindow(console, notifier, workspace.clock());
        past.emplace(workspace);
        followDemo(*feed, console, [&workspace, &notifier, &past, &feed = *feed, &demo = *opening->demo] {
            takeOverAlerts(feed, *past, workspace, [&workspace, &notifier, &demo] {
                workspace.station()->startRules(demo.rules());
                notifier.escalations().setRunning(true, [](const auto &) {});
            });
        });
    }
    present(console, parser, opening->now().nowNs());
    files.present();
    if (parser.isSet(QStringLiteral("rule")))
        openRule(console, workspace, parser.value(QStringLiteral("rule")));
    if (shot)
        return runShot(console, parser, feed.get());
    openMoreFrom(console);
    const ColorScheme desktop;
    if (!parser.isSet(QStringLiteral("theme")))
        QObject::connect(&desktop, &ColorScheme::changed, &console, [&console](bool isDark) {
            console.followDesktop(isDark ? widgets::ThemeMode::Dark : widgets::ThemeMode::Light);
        });
    ReportRunner reports(QCoreApplication::applicationFilePath(), reportArguments(parser), reportSettingsPath());
    QObject::connect(&reports, &ReportRunner::failed, &console, [&console](const QString &words) {
        console.context().say({QCoreApplication::translate("Window", "Scheduled reports: %1").arg(words),
                               signals::Severity::Warning,
                               {},
                               {},
                               15});
    });
    std::optional<NotifyConsole> notify;
    if (!isQuiet) {
        QObject::connect(&console, &Console::mailQueued, &reports, &ReportRunner::runNow);
        reports.start();
        notify.emplace(workspace, console, notifier);
        notify->offerAutostart(trayArguments(parser));
        notify->start();
    }
    console.window().resize(1440, 900);
    if (notify && parser.isSet(QStringLiteral("in-tray")))
        notify->startInTray();
    else
        console.window().show();
    return QApplication::exec();
}

} // namespace wf::app
