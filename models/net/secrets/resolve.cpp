// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/net/secrets/later.h"
#include "models/net/secrets/secretstore.h"

#include <QCoreApplication>
#include <QFile>
#include <QPointer>
#include <QProcess>

namespace wf::net {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::makeError;

namespace {
constexpr int commandMs = 10'000;
constexpr qint64 maxSecretBytes = 64 * 1024;

QString text(const char *source)
{
    return QCoreApplication::translate("Net", source);
}

QByteArray firstLine(QByteArray bytes)
{
    if (const qsizetype end = bytes.indexOf('\n'); end >= 0)
        bytes.truncate(end);
    return bytes.trimmed();
}

base::Result<Secret> fromEnvironment(const QString &name)
{
    if (!qEnvironmentVariableIsSet(name.toLocal8Bit().constData()))
        return makeError(ErrorKind::Invalid, text("The environment variable %1 is not set.").arg(name));
    return Secret(qgetenv(name.toLocal8Bit().constData()).trimmed());
}

base::Result<Secret> fromFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return makeError(ErrorKind::Invalid, text("The secret's file %1 cannot be read.").arg(path),
                         file.errorString());
    const QByteArray bytes = file.read(maxSecretBytes).trimmed();
    if (bytes.isEmpty())
        return makeError(ErrorKind::Invalid, text("The secret's file %1 is empty.").arg(path));
    return Secret(bytes);
}

base::Result<Secret> fromFinishedCommand(QProcess &process, const QString &program)
{
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        return makeError(ErrorKind::Invalid, text("The command that prints the secret (%1) failed.").arg(program),
                         QString::fromLocal8Bit(process.readAllStandardError().left(2000)));
    const QByteArray line = firstLine(process.readAllStandardOutput().left(maxSecretBytes));
    if (line.isEmpty())
        return makeError(ErrorKind::Invalid,
                         text("The command that should print the secret (%1) printed nothing.").arg(program));
    return Secret(line);
}

async::Request fromCommand(const QString &line, QObject *context, SecretReply reply)
{
    QStringList words = QProcess::splitCommand(line);
    if (words.isEmpty())
        return later(context, [reply] {
            reply(makeError(ErrorKind::Invalid, text("The command that should print the secret is empty.")));
        });
    const QString program = words.takeFirst();
    auto *process = new QProcess(context);
    auto settle = std::make_shared<SecretReply>(std::move(reply));
    const auto answer = [process, settle](base::Result<Secret> result) {
        if (auto deliver = std::exchange(*settle, nullptr)) {
            process->deleteLater();
            deliver(std::move(result));
        }
    };
    QObject::connect(process, &QProcess::finished, process,
                     [process, program, answer] { answer(fromFinishedCommand(*process, program)); });
    QObject::connect(process, &QProcess::errorOccurred, process, [program, answer](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            answer(makeError(ErrorKind::Invalid,
                             text("The command that prints the secret (%1) cannot be started.").arg(program)));
    });
    QTimer::singleShot(commandMs, process, [process, program, answer] {
        process->kill();
        answer(makeError(ErrorKind::Timeout,
                         text("The command that prints the secret (%1) took more than 10 s.").arg(program)));
    });
    QTimer::singleShot(0, process, [process, program, words] {
        process->setStandardInputFile(QProcess::nullDevice());
        process->start(program, words);
    });
    QPointer<QProcess> guard(process);
    return async::Request([guard, settle] {
        *settle = nullptr;
        if (guard) {
            guard->kill();
            guard->deleteLater();
        }
    });
}
} // namespace

async::Request resolveSecret(const SecretRef &ref, SecretStore *store, QObject *context, SecretReply reply)
{
    const auto answer = [&](base::Result<Secret> result) {
        return later(context, [reply, result = std::move(result)] { reply(result); });
    };
    switch (ref.kind) {
    case SecretRef::Kind::None:
        return answer(Secret());
    case SecretRef::Kind::Literal:
        return answer(Secret(ref.value.toUtf8()));
    case SecretRef::Kind::Environment:
        return answer(fromEnvironment(ref.value));
    case SecretRef::Kind::File:
        return answer(fromFile(ref.value));
    case SecretRef::Kind::Command:
        return fromCommand(ref.value, context, std::move(reply));
    case SecretRef::Kind::Stored:
        break;
    }
    if (!store)
        return answer(makeError(
            ErrorKind::Storage,
            text("The secret “%1” is in the keychain, and there is none here. Use env:, file: or command: instead.")
                .arg(ref.value)));
    return store->read(ref.value, std::move(reply));
}

} // namespace wf::net
