// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"

#include "app/cli/environmentchoice.h"
#include "app/cli/output.h"
#include "app/cli/shot.h"
#include "app/console.h"
#include "app/desktop/colorscheme.h"
#include "app/paths.h"
#include "app/workspace.h"
#include "models/base/timetext.h"
#include "models/net/secrets/secretstore.h"
#include "ui/connect/connectdialog.h"
#include "widgets/base/theme.h"

#include <QApplication>
#include <QCryptographicHash>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>

namespace wf::app {

namespace {

void addOptions(QCommandLineParser &parser)
{
    addEnvironmentOptions(parser);
    parser.addOption(
        {QStringLiteral("theme"), QStringLiteral("dark or light; default: like the system."), QStringLiteral("theme")});
    parser.addOption({QStringLiteral("screen"), QStringLiteral("Screen to open first."), QStringLiteral("name"),
                      QStringLiteral("overview")});
    parser.addOption({QStringLiteral("range"), QStringLiteral("Time range (last 1h)."), QStringLiteral("range")});
    parser.addOption({QStringLiteral("service"), QStringLiteral("Service to select."), QStringLiteral("name")});
    parser.addOption({QStringLiteral("trace"), QStringLiteral("Trace to open."), QStringLiteral("id")});
    parser.addOption(
        {QStringLiteral("at"), QStringLiteral("shot: the moment to look at, RFC 3339."), QStringLiteral("time")});
    parser.addOption(
        {QStringLiteral("size"), QStringLiteral("shot: WxH."), QStringLiteral("size"), QStringLiteral("1440x900")});
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

QString loginName()
{
    const QString name = qEnvironmentVariable("USER", qEnvironmentVariable("LOGNAME"));
    return name.isEmpty() ? QStringLiteral("operator") : name;
}

// Two files of the same name in different folders are two environments and share nothing.
QString stateName(const QCommandLineParser &parser, const sources::Environment &environment)
{
    const QString id = environment.id.isEmpty() ? environment.name : environment.id;
    const QFileInfo file(parser.value(QStringLiteral("environment-file")));
    if (!parser.isSet(QStringLiteral("environment-file")) ||
        file.canonicalPath() == QFileInfo(sources::environmentsFolder()).canonicalFilePath())
        return id;
    const QByteArray hash =
        QCryptographicHash::hash(file.canonicalFilePath().toUtf8(), QCryptographicHash::Sha256).toHex();
    return id.left(48) + u'-' + QString::fromLatin1(hash.left(8));
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
    const QString screen = parser.value(QStringLiteral("screen"));
    console.window().goTo(screen);
    if (parser.isSet(QStringLiteral("service"))) {
        const auto subject = signals::Subject::ofService(parser.value(QStringLiteral("service")));
        console.context().select(subject);
        if (auto *current = console.window().currentScreen())
            current->showSubject(subject);
    }
}

// The dialog a newcomer sees; the path of the environment that was written, empty when it was closed.
QString connectFirst(QWidget *parent)
{
    const base::SystemClock clock;
    async::Pools pools;
    const auto keychain = net::makeKeychainStore();
    engine::Connector connector({clock, pools, keychain.get()}, keychain.get(), secretsFile());
    ui::ConnectDialog dialog(connector, parent);
    return dialog.exec() == QDialog::Accepted ? dialog.savedPath() : QString();
}

int runShot(Console &console, const QCommandLineParser &parser)
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
    console.window().setMinimumSize(0, 0);
    console.window().resize(wanted);
    console.window().show();
    int code = ExitUnknown;
    ShotTaker taker(console.window(), [&console] { return console.isSettled(); });
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

int runWindow(const QStringList &arguments)
{
    const bool shot = arguments.value(0) == QLatin1String("shot");
    QCommandLineParser parser;
    addOptions(parser);
    if (const auto code =
            readOptions(parser, QStringList{QStringLiteral("watchfloor")} + (shot ? arguments.mid(1) : arguments)))
        return *code;
    widgets::applyTheme(widgets::Theme::bundled(themeOf(parser)));
    auto environment = chosenEnvironment(parser);
    if (!environment && environment.error().kind == base::ErrorKind::NotFound && !shot &&
        !parser.isSet(QStringLiteral("environment"))) {
        const QString path = connectFirst(nullptr);
        if (path.isEmpty())
            return ExitOk; // closed without connecting anything
        environment = sources::loadEnvironment(path);
    }
    if (!environment) {
        printError(environment.error().summary + u' ' + environment.error().detail);
        return ExitUnknown;
    }
    const base::SystemClock system;
    std::unique_ptr<base::ManualClock> standing;
    if (shot && parser.isSet(QStringLiteral("at"))) {
        bool ok = false;
        const qint64 at = base::parseIsoTime(parser.value(QStringLiteral("at")), &ok);
        if (!ok) {
            printError(QStringLiteral("Write the moment as 2026-05-14T02:14:07Z."));
            return ExitUnknown;
        }
        standing = std::make_unique<base::ManualClock>(at);
    }
    const base::Clock &clock = standing ? static_cast<const base::Clock &>(*standing) : system;
    // A picture must not disturb the state of a console that runs.
    const QTemporaryDir scratch;
    const QString state = shot ? scratch.path() : stateDirectoryOf(stateName(parser, *environment));
    async::Pools pools;
    Workspace workspace({*environment, state, loginName()}, clock, pools);
    Console console(workspace);
    workspace.start();
    present(console, parser, clock.nowNs());
    if (shot)
        return runShot(console, parser);
    QObject::connect(&console, &Console::environmentsRequested, &console, [&console] {
        const QString path = connectFirst(&console.window());
        if (!path.isEmpty() && !QProcess::startDetached(QCoreApplication::applicationFilePath(),
                                                        {QStringLiteral("--environment-file"), path}))
            console.context().say({QCoreApplication::translate(
                                       "Window", "The new environment is saved, but its window could not be opened."),
                                   signals::Severity::Warning,
                                   {},
                                   {},
                                   10});
    });
    const ColorScheme desktop;
    if (!parser.isSet(QStringLiteral("theme")))
        QObject::connect(&desktop, &ColorScheme::changed, &console, [&console](bool isDark) {
            console.followDesktop(isDark ? widgets::ThemeMode::Dark : widgets::ThemeMode::Light);
        });
    console.window().resize(1440, 900);
    console.window().show();
    return QApplication::exec();
}

} // namespace wf::app
