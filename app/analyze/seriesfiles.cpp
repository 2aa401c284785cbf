// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/analyze/seriesfiles.h"

#include "models/net/body/inflate.h"

#include <QDateTime>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <limits>

namespace wf::app {

namespace {

constexpr qint64 mostBytes = 1LL << 30;
constexpr double absent = std::numeric_limits<double>::quiet_NaN();

base::Error unreadable(const QString &path, const QString &why)
{
    return base::makeError(base::ErrorKind::Storage, QStringLiteral("%1 could not be read: %2").arg(path, why));
}

base::Error notUnderstood(const QString &path, const QString &why)
{
    return base::makeError(base::ErrorKind::NotUnderstood, QStringLiteral("%1 is not understood: %2").arg(path, why));
}

base::Result<QByteArray> unpacked(const QString &path, const QByteArray &packed)
{
    QByteArray out;
    net::Inflater inflater(net::Inflater::Format::Gzip, {mostBytes, 1032.0 * 2});
    auto status =
        inflater.feed({packed.constData(), static_cast<std::size_t>(packed.size())}, [&out](std::string_view piece) {
            out.append(piece.data(), static_cast<qsizetype>(piece.size()));
            return true;
        });
    if (status)
        status = inflater.finish();
    if (!status)
        return unreadable(path, status.error().summary);
    return out;
}

double number(QByteArrayView cell)
{
    bool isNumber = false;
    const double value = cell.trimmed().toDouble(&isNumber);
    return isNumber ? value : absent;
}

std::vector<QByteArrayView> cells(QByteArrayView line)
{
    std::vector<QByteArrayView> out;
    for (qsizetype from = 0;;) {
        const qsizetype comma = line.indexOf(',', from);
        out.push_back(line.sliced(from, (comma < 0 ? line.size() : comma) - from));
        if (comma < 0)
            return out;
        from = comma + 1;
    }
}

template<class Take>
void eachLine(const QByteArray &text, Take take)
{
    const QByteArrayView all(text);
    for (qsizetype from = 0; from < all.size();) {
        const qsizetype end = all.indexOf('\n', from);
        QByteArrayView line = all.sliced(from, (end < 0 ? all.size() : end) - from);
        if (line.endsWith('\r'))
            line.chop(1);
        if (!line.isEmpty())
            take(line);
        from = end < 0 ? all.size() : end + 1;
    }
}

std::optional<qint64> stampMs(const QString &stamp)
{
    bool isNumber = false;
    const double seconds = stamp.toDouble(&isNumber);
    if (isNumber && std::abs(seconds) < 1e14)
        return static_cast<qint64>(seconds * 1000);
    QString iso = stamp.trimmed();
    iso.replace(QLatin1Char(' '), QLatin1Char('T'));
    auto time = QDateTime::fromString(iso, Qt::ISODateWithMs);
    if (!time.isValid())
        return std::nullopt;
    if (time.timeSpec() == Qt::LocalTime)
        time.setTimeSpec(Qt::UTC);
    return time.toMSecsSinceEpoch();
}

} // namespace

QString existingTextFile(const QString &path)
{
    if (QFile::exists(path))
        return path;
    const QString packed = path + QStringLiteral(".gz");
    return QFile::exists(packed) ? packed : QString();
}

base::Result<QByteArray> readTextFile(const QString &path)
{
    const QString there = existingTextFile(path);
    if (there.isEmpty())
        return unreadable(path, QStringLiteral("there is no such file"));
    QFile file(there);
    if (!file.open(QIODevice::ReadOnly))
        return unreadable(there, file.errorString());
    if (file.size() > mostBytes)
        return unreadable(there, QStringLiteral("it is larger than 1 GiB"));
    const QByteArray bytes = file.readAll();
    if (file.error() != QFileDevice::NoError)
        return unreadable(there, file.errorString());
    return there.endsWith(QLatin1String(".gz")) ? unpacked(there, bytes) : bytes;
}

base::Result<std::vector<NamedSeries>> readWideSeries(const QString &path)
{
    const auto text = readTextFile(path);
    if (!text)
        return text.error();
    std::vector<NamedSeries> out;
    eachLine(*text, [&out](QByteArrayView line) {
        auto row = cells(line);
        while (row.size() > 1 && (row.back().trimmed().isEmpty() || row.back().trimmed() == "NA"))
            row.pop_back();
        NamedSeries one{QString::fromUtf8(row.front()), {{}}};
        for (std::size_t i = 1; i < row.size(); ++i)
            one.values.front().push_back(number(row[i]));
        out.push_back(std::move(one));
    });
    if (out.empty())
        return notUnderstood(path, QStringLiteral("it holds no series (a line each: name,v1,v2,…)"));
    return out;
}

base::Result<NamedSeries> readTuringSeries(const QString &path)
{
    const auto text = readTextFile(path);
    if (!text)
        return text.error();
    const auto json = QJsonDocument::fromJson(*text).object();
    NamedSeries out{json.value(QLatin1String("name")).toString(), {}};
    const auto columns = json.value(QLatin1String("series")).toArray();
    for (const auto &column : columns) {
        std::vector<double> values;
        const auto raw = column.toObject().value(QLatin1String("raw")).toArray();
        for (const auto &v : raw)
            values.push_back(v.toDouble(absent));
        out.values.push_back(std::move(values));
    }
    if (out.values.empty())
        return notUnderstood(path, QStringLiteral("it has no \"series\" with \"raw\" values"));
    return out;
}

base::Result<TimedSeries> readTimedSeries(const QString &path)
{
    const auto text = readTextFile(path);
    if (!text)
        return text.error();
    TimedSeries out;
    std::optional<std::size_t> timeAt, valueAt;
    bool isHead = true;
    QString wrong;
    eachLine(*text, [&](QByteArrayView line) {
        const auto row = cells(line);
        if (std::exchange(isHead, false)) {
            for (std::size_t i = 0; i < row.size(); ++i) {
                if (row[i].trimmed() == "timestamp")
                    timeAt = i;
                if (row[i].trimmed() == "value")
                    valueAt = i;
            }
            return;
        }
        if (!wrong.isEmpty() || !timeAt || !valueAt || row.size() <= std::max(*timeAt, *valueAt))
            return;
        const QString stamp = QString::fromUtf8(row[*timeAt]);
        const auto ms = stampMs(stamp);
        if (!ms) {
            wrong = stamp;
            return;
        }
        out.timesMs.push_back(*ms);
        out.values.push_back(number(row[*valueAt]));
        out.stamps.append(stamp);
    });
    if (!timeAt || !valueAt)
        return notUnderstood(path, QStringLiteral("its first line does not name the columns timestamp and value"));
    if (!wrong.isEmpty())
        return notUnderstood(path, QStringLiteral("\"%1\" is not a time").arg(wrong.left(60)));
    return out;
}

QStringList seriesFilesBelow(const QString &folder)
{
    QStringList out;
    const QDir root(QDir(folder).absolutePath()); // names are relative to it, wherever this program was started
    QDirIterator files(root.path(), {QStringLiteral("*.csv"), QStringLiteral("*.csv.gz")}, QDir::Files,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QString path = root.relativeFilePath(files.next());
        if (path.endsWith(QLatin1String(".gz")))
            path.chop(3);
        out.append(path);
    }
    out.sort();
    out.removeDuplicates();
    return out;
}

} // namespace wf::app
