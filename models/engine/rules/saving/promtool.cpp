// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/saving/promtool.h"

#include <QCoreApplication>
#include <QPointer>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryFile>
#include <QTimer>

#include <memory>

namespace wf::engine {

using namespace Qt::StringLiterals;
using base::ErrorKind;

namespace {

constexpr qint64 mostBytes = 64 * 1024;
constexpr int mostLines = 200;

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::engine::Promtool", text);
}

// Its lines: "Checking FILE", then "  SUCCESS: 3 rules found" or what is wrong; the file's name is ours.
QStringList linesOf(QProcess &process, const QString &file)
{
    const QString text = QString::fromUtf8(process.readAllStandardOutput().left(mostBytes) + '\n' +
                                           process.readAllStandardError().left(mostBytes));
    QStringList out;
    for (QString line : text.split(u'\n', Qt::SkipEmptyParts)) {
        line = line.replace(file, tr("the draft")).trimmed();
        if (!line.isEmpty() && line != u"Checking "_s + tr("the draft") && out.size() < mostLines)
            out << line;
    }
    return out;
}

// A process that is killed is waited for by its signal, not by its destructor.
void letGo(QProcess *process)
{
    if (process->state() == QProcess::NotRunning) {
        process->deleteLater();
        return;
    }
    QObject::connect(process, &QProcess::finished, process, &QObject::deleteLater);
    process->kill();
}

struct Asked {
    QTemporaryFile file;
    std::function<void(base::Result<PromtoolVerdict>)> reply;
};

} // namespace

QString findPromtool()
{
    return QStandardPaths::findExecutable(u"promtool"_s);
}

async::Request askPromtool(const QString &program, const QByteArray &text, QObject *context,
                           std::function<void(base::Result<PromtoolVerdict>)> reply, std::chrono::milliseconds most)
{
    auto asked = std::make_shared<Asked>();
    asked->reply = std::move(reply);
    auto *process = new QProcess;
    const auto answer = [process, asked, owner = QPointer(context)](base::Result<PromtoolVerdict> result) {
        if (auto deliver = std::exchange(asked->reply, nullptr)) {
            letGo(process);
            if (owner)
                deliver(std::move(result));
        }
    };
    QObject::connect(process, &QProcess::finished, process, [process, asked, program, answer] {
        if (process->exitStatus() != QProcess::NormalExit)
            return answer(base::makeError(ErrorKind::Unsupported, tr("%1 ended by itself.").arg(program)));
        answer(PromtoolVerdict{process->exitCode() == 0, linesOf(*process, asked->file.fileName()), program});
    });
    QObject::connect(process, &QProcess::errorOccurred, process, [program, answer](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            answer(base::makeError(ErrorKind::Unsupported, tr("%1 cannot be started.").arg(program)));
    });
    QTimer::singleShot(most, process, [program, answer] {
        answer(base::makeError(ErrorKind::Timeout, tr("%1 did not answer in time.").arg(program)));
    });
    QTimer::singleShot(0, process, [process, asked, program, text, answer] {
        const bool isWritten = asked->file.open() && asked->file.write(text) == text.size() && asked->file.flush();
        if (!isWritten)
            return answer(base::makeError(
                ErrorKind::Storage, tr("The draft could not be given to promtool: %1").arg(asked->file.errorString())));
        process->setStandardInputFile(QProcess::nullDevice());
        process->start(program, {u"check"_s, u"rules"_s, asked->file.fileName()});
    });
    QPointer<QProcess> guard(process);
    return async::Request([guard, asked] {
        asked->reply = nullptr;
        if (guard)
            letGo(guard);
    });
}

} // namespace wf::engine
