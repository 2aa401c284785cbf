// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/scrape/discovery/programnames.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace wf::station {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 longestCommandLine = 64 * 1024;
constexpr qsizetype longestName = 64;

bool isInterpreter(const QString &file)
{
    static const QStringList names{u"bash"_s,   u"bun"_s,  u"deno"_s, u"dotnet"_s, u"java"_s, u"mono"_s, u"node"_s,
                                   u"nodejs"_s, u"perl"_s, u"php"_s,  u"pypy"_s,   u"ruby"_s, u"sh"_s};
    return names.contains(file) || file.startsWith(u"python"_s);
}

// Names that say as little as that of the interpreter: the folder says more.
bool saysNothing(const QString &name)
{
    static const QStringList names{u"__main__"_s, u"app"_s, u"index"_s, u"main"_s, u"manage"_s, u"run"_s, u"server"_s};
    return names.contains(name);
}

QString fileName(const QString &path)
{
    return path.section(u'/', -1);
}

QString nameOfScript(const QString &path)
{
    const QString name = fileName(path).section(u'.', 0, 0);
    if (!saysNothing(name))
        return name;
    for (const QString &folder : {path.section(u'/', -2, -2), path.section(u'/', -3, -3)})
        if (!folder.isEmpty() && folder != u"src" && folder != u"bin" && folder != u"dist" && folder != u"build")
            return folder;
    return name;
}

// What an interpreter was told to run.
QString toldToRun(const QStringList &arguments)
{
    for (qsizetype i = 1; i < arguments.size(); ++i) {
        const QString &argument = arguments[i];
        const QString next = arguments.value(i + 1);
        if (argument == u"-m"_s)
            return next.section(u'.', 0, 0);
        if (argument == u"-jar"_s)
            return nameOfScript(next);
        if (argument == u"-cp"_s || argument == u"-classpath"_s || argument == u"-p"_s || argument == u"--require"_s ||
            argument == u"-r"_s)
            ++i;
        else if (argument == u"-c"_s || argument == u"-e"_s)
            return {};
        else if (!argument.startsWith(u'-'))
            return argument.contains(u'/') || !fileName(arguments[0]).startsWith(u"java"_s)
                       ? nameOfScript(argument)
                       : argument.section(u'.', -1).toLower(); // a class
    }
    return {};
}

QString cleaned(const QString &name)
{
    QString out;
    for (const QChar c : name.left(longestName))
        if ((c.unicode() < 128 && c.isLetterOrNumber()) || c == u'-' || c == u'_' || c == u'.')
            out += c;
    return out;
}

QByteArray contentOf(const QString &path, qint64 most)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(most) : QByteArray();
}

QString nameOfProcess(const QString &folder)
{
    const QString comm = QString::fromUtf8(contentOf(folder + u"/comm"_s, 64)).trimmed();
    QStringList commandLine;
    for (const QByteArray &argument : contentOf(folder + u"/cmdline"_s, longestCommandLine).split('\0'))
        commandLine << QString::fromUtf8(argument);
    return programName(comm, commandLine);
}

bool hasOpen(const QString &process, const QString &socket)
{
    const QDir folder(process + u"/fd"_s);
    const auto files = folder.entryList(QDir::System | QDir::Files | QDir::NoDotAndDotDot, QDir::Unsorted);
    return std::any_of(files.begin(), files.end(), [&](const QString &fd) {
        return fileName(QFile::symLinkTarget(folder.filePath(fd))) == socket;
    });
}

} // namespace

QString programName(const QString &comm, const QStringList &commandLine)
{
    const QString file = fileName(commandLine.value(0)).section(u' ', 0, 0);
    if (isInterpreter(file))
        if (const QString told = cleaned(toldToRun(commandLine)); !told.isEmpty())
            return told;
    // Programs may write over their command line ("nginx: master process"); the kernel's name then says more.
    const bool isWhole = !file.isEmpty() && file.startsWith(comm.left(15));
    return cleaned(isWhole || comm.isEmpty() ? file : comm);
}

QString programOfSocket(const QString &procfs, quint64 inode)
{
    const QString socket = u"socket:[%1]"_s.arg(inode);
    const QDir all(procfs);
    for (const QString &name : all.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Unsorted))
        if (name.front().isDigit() && hasOpen(all.filePath(name), socket))
            return nameOfProcess(all.filePath(name));
    return {};
}

} // namespace wf::station
