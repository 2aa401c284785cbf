// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QString>

#include <string_view>
#include <vector>

namespace wf::wiretest {

// The corpora: WF_CORPUS, or shared/data beside a folder above this program. Empty when there are none.
inline QString corpusDir()
{
    const QString told = qEnvironmentVariable("WF_CORPUS");
    if (!told.isEmpty())
        return QDir(told).exists() ? told : QString();
    QDir dir(QCoreApplication::applicationDirPath());
    do {
        if (dir.exists(QStringLiteral("shared/data/api-fixtures")))
            return dir.filePath(QStringLiteral("shared/data"));
    } while (dir.cdUp());
    return {};
}

inline QByteArray readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline std::string_view view(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

// One recorded exchange with a real server.
struct Exchange {
    QString name; // "query_up"
    QString method;
    QString path;
    int status = 0;
    QByteArray body;
    [[nodiscard]] std::string_view text() const { return view(body); }
};

inline std::vector<Exchange> exchangesIn(const QString &folder)
{
    std::vector<Exchange> out;
    const QDir dir(corpusDir() + QStringLiteral("/api-fixtures/") + folder);
    const auto files = dir.entryList({QStringLiteral("*.http.json")}, QDir::Files, QDir::Name);
    for (const QString &file : files) {
        const QJsonObject root = QJsonDocument::fromJson(readFile(dir.filePath(file))).object();
        const QJsonObject request = root.value(QStringLiteral("request")).toObject();
        const QJsonObject response = root.value(QStringLiteral("response")).toObject();
        Exchange e;
        e.name = file.chopped(10);
        e.method = request.value(QStringLiteral("method")).toString();
        e.path = request.value(QStringLiteral("path")).toString();
        e.status = response.value(QStringLiteral("status")).toInt();
        e.body = readFile(dir.filePath(response.value(QStringLiteral("body_file")).toString()));
        out.push_back(std::move(e));
    }
    return out;
}

// The body of one exchange; empty when the corpus is absent.
inline QByteArray bodyOf(const QString &folder, const QString &name)
{
    for (const auto *ext : {"json", "txt"}) {
        const QString path =
            corpusDir() + QStringLiteral("/api-fixtures/%1/%2.body.%3").arg(folder, name, QString::fromLatin1(ext));
        if (QFileInfo::exists(path))
            return readFile(path);
    }
    return {};
}

inline QStringList filesBelow(const QString &dir, const QStringList &patterns)
{
    QStringList out;
    QDirIterator it(dir, patterns, QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext())
        out << it.next();
    out.sort();
    return out;
}

// Calls f with prefixes of the body: all short ones, then about `samples` spread over the rest, and never the whole.
template<class F>
void truncations(const QByteArray &body, int samples, F &&f)
{
    const qsizetype stride = std::max<qsizetype>(1, body.size() / samples);
    for (qsizetype n = 0; n < body.size(); n += (n < 64 ? 1 : stride))
        f(std::string_view(body.constData(), static_cast<std::size_t>(n)));
}

} // namespace wf::wiretest

#define WF_NEED_CORPUS()                                                                                               \
    if (wf::wiretest::corpusDir().isEmpty())                                                                           \
    QSKIP("the corpora are absent: set WF_CORPUS to the folder that holds api-fixtures")
