// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/autostart.h"

#include "models/base/safefile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 mostBytes = 64 << 10;

QString say(const char *text)
{
    return QCoreApplication::translate("Autostart", text);
}

// The value of a key in the entry's main group.
QString valueOf(const QStringList &lines, const QString &key)
{
    for (const QString &line : lines)
        if (line.startsWith(key + u'='))
            return line.mid(key.size() + 1).trimmed();
    return {};
}

QString quoted(const QString &argument)
{
    QString out;
    for (const QChar c : argument) {
        if (c == u'"' || c == u'`' || c == u'$' || c == u'\\')
            out += u'\\';
        out += c == u'%' ? u"%%"_s : QString(c);
    }
    // The string rules of the file come first: each backslash is written twice.
    return u'"' + out.replace(u'\\', u"\\\\"_s) + u'"';
}

} // namespace

QString execLine(const QString &program, const QStringList &arguments)
{
    QStringList out{quoted(program)};
    for (const QString &one : arguments)
        out << quoted(one);
    return out.join(u' ');
}

Autostart::Autostart(QString folder, const QProcessEnvironment &environment)
    : m_folder(std::move(folder)), m_desktop(environment.value(u"XDG_CURRENT_DESKTOP"_s))
{
    for (const auto &[key, name] : {std::pair{u"FLATPAK_ID"_s, u"Flatpak"_s}, std::pair{u"SNAP"_s, u"Snap"_s}})
        if (environment.contains(key))
            m_sandbox = name;
}

QString Autostart::usualFolder()
{
    return QDir(QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)).filePath(u"autostart"_s);
}

QString Autostart::path() const
{
    return QDir(m_folder).filePath(u"org.watchfloor.Watchfloor.desktop"_s);
}

Autostart::State Autostart::state() const
{
    State out;
    if (!m_sandbox.isEmpty()) {
        out.isPossible = false;
        out.doubt = say("%1 keeps programs from writing autostart entries; the desktop's own settings can add one.")
                        .arg(m_sandbox);
        return out;
    }
    QFile file(path());
    if (file.open(QIODevice::ReadOnly)) {
        const QStringList lines = QString::fromUtf8(file.read(mostBytes)).split(u'\n');
        out.command = valueOf(lines, u"Exec"_s);
        out.isOn = !out.command.isEmpty() && valueOf(lines, u"Hidden"_s) != "true"_L1 &&
                   valueOf(lines, u"X-GNOME-Autostart-enabled"_s) != "false"_L1;
        const QString program = valueOf(lines, u"TryExec"_s);
        if (out.isOn && !program.isEmpty() && !QFileInfo(program).isExecutable())
            out.doubt = say("What it would start is gone: %1. Turn it on again.").arg(program);
    }
    if (out.doubt.isEmpty() && m_desktop.isEmpty())
        out.doubt = say("No desktop names itself in XDG_CURRENT_DESKTOP; a bare window manager may not read autostart "
                        "entries.");
    return out;
}

base::Status Autostart::set(bool isOn, const QString &program, const QStringList &arguments) const
{
    if (!m_sandbox.isEmpty())
        return base::makeError(base::ErrorKind::Unsupported, state().doubt);
    if (!isOn) {
        if (QFile::exists(path()) && !QFile::remove(path()))
            return base::makeError(base::ErrorKind::Storage, say("%1 cannot be removed").arg(path()));
        return base::Done{};
    }
    if (!QDir().mkpath(m_folder))
        return base::makeError(base::ErrorKind::Storage, say("The folder %1 cannot be made").arg(m_folder));
    const QString entry =
        u"[Desktop Entry]\n"
        "Type=Application\n"
        "Name=Watchfloor\n"
        "Comment=%1\n"
        "Exec=%2\n"
        "TryExec=%3\n"
        "Icon=watchfloor\n"
        "Terminal=false\n"
        "X-GNOME-Autostart-enabled=true\n"_s.arg(say("Alerts in the tray"), execLine(program, arguments), program);
    return base::writeFileSafely(path(), entry.toUtf8());
}

} // namespace wf::app
