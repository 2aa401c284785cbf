// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

#include <memory>

namespace wf::tests {

// The program as people run it, over one source, with a state of its own.
class RuleShell {
public:
    // `source`: lines of an environment's file below "sources:", or empty; `more`: further fields of it.
    explicit RuleShell(const QByteArray &source, const QByteArray &more = {})
    {
        write(QStringLiteral("environment.yaml"),
              "name: test\n" + more + (source.isEmpty() ? QByteArray() : "sources:\n" + source));
    }
    static QByteArray source(const char *kind, const QUrl &url)
    {
        return "  - id: it\n    kind: " + QByteArray(kind) + "\n    url: " + url.toEncoded() + '\n';
    }

    QString write(const QString &name, const QByteArray &text) const
    {
        QFile file(dir.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("%s cannot be written", qPrintable(name));
        return file.fileName();
    }
    int run(const QStringList &words) { return command(QStringList{QStringLiteral("rules")} + words); }
    int command(const QStringList &words, bool isOfEnvironment = true)
    {
        QProcess process;
        auto variables = QProcessEnvironment::systemEnvironment();
        variables.insert(QStringLiteral("XDG_STATE_HOME"), dir.filePath(QStringLiteral("state")));
        variables.insert(QStringLiteral("XDG_CONFIG_HOME"), dir.filePath(QStringLiteral("config")));
        process.setProcessEnvironment(variables);
        process.start(QCoreApplication::applicationDirPath() + QStringLiteral("/../bin/watchfloor"),
                      isOfEnvironment ? words + QStringList{QStringLiteral("--environment-file"),
                                                            dir.filePath(QStringLiteral("environment.yaml"))}
                                      : words);
        if (!process.waitForFinished(180'000))
            return -1;
        output = process.readAllStandardOutput();
        errors = process.readAllStandardError();
        return process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    }
    [[nodiscard]] QJsonObject object() const { return QJsonDocument::fromJson(output).object(); }
    [[nodiscard]] QString said() const { return QString::fromUtf8(QByteArray(output + errors)); }
    [[nodiscard]] QJsonArray array() const { return QJsonDocument::fromJson(output).array(); }

    QTemporaryDir dir;
    QByteArray output, errors;
};

// What a server answers, asked without any of our code.
inline QByteArray bodyOf(const QUrl &url)
{
    QNetworkAccessManager network;
    const std::unique_ptr<QNetworkReply> reply(network.get(QNetworkRequest(url)));
    (void)QTest::qWaitFor([&reply] { return reply->isFinished(); }, 10'000);
    return reply->readAll();
}

// Expressions of the rules of that name that a server evaluates; `path` of its API.
inline QStringList evaluatedExprs(const QUrl &base, const QString &path, const QString &name)
{
    QStringList out;
    const auto all =
        QJsonDocument::fromJson(bodyOf(QUrl(base.toString(QUrl::StripTrailingSlash) + path)))[QStringLiteral("data")];
    for (const auto &group : all[QStringLiteral("groups")].toArray())
        for (const auto &rule : group[QStringLiteral("rules")].toArray())
            if (rule[QStringLiteral("name")].toString() == name)
                out << rule[QStringLiteral("query")].toString();
    return out;
}

} // namespace wf::tests
