// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/labels.h"

#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>

#include <array>
#include <charconv>
#include <vector>

// What Prometheus makes of samples: promtool writes blocks of them. Its parser reads times as floating-point seconds.
namespace wf::bench {

struct ChunkSeries {
    base::Labels labels;
    std::vector<qint64> timesMs;
    std::vector<double> values;
};

struct PrometheusBytes {
    double chunks = 0; // 0 when promtool is not installed
    double all = 0;    // with index, meta and tombstones
};

inline void writeOpenMetrics(const std::vector<ChunkSeries> &series, QFile &file)
{
    for (const auto &s : series) {
        const QByteArray name = s.labels.text("__name__").toUtf8();
        QByteArray pairs;
        for (const auto &[label, value] : s.labels)
            if (label != "__name__")
                pairs += (pairs.isEmpty() ? "" : ",") + QByteArray::fromStdString(label) + "=\"" +
                         QByteArray::fromStdString(value) + '"';
        for (std::size_t i = 0; i < s.timesMs.size(); ++i) {
            std::array<char, 64> number{};
            const auto end = std::to_chars(number.data(), number.data() + number.size(), s.values[i]).ptr;
            file.write(name + '{' + pairs + "} " + QByteArray(number.data(), end - number.data()) + ' ' +
                       QByteArray::number(static_cast<double>(s.timesMs[i]) / 1e3, 'f', 3) + '\n');
        }
    }
    file.write("# EOF\n");
}

inline PrometheusBytes prometheusBlockBytes(const std::vector<ChunkSeries> &series, const QString &directory)
{
    PrometheusBytes bytes;
    QFile file(directory + QStringLiteral("/samples.om"));
    if (QStandardPaths::findExecutable(QStringLiteral("promtool")).isEmpty() || !file.open(QIODevice::WriteOnly))
        return bytes;
    writeOpenMetrics(series, file);
    file.close();
    const QString blocks = directory + QStringLiteral("/tsdb");
    QProcess promtool;
    promtool.setStandardOutputFile(QProcess::nullDevice());
    promtool.start(QStringLiteral("promtool"), {QStringLiteral("tsdb"), QStringLiteral("create-blocks-from"),
                                                QStringLiteral("openmetrics"), file.fileName(), blocks});
    if (!promtool.waitForFinished(300'000) || promtool.exitCode() != 0)
        return bytes;
    QDirIterator it(blocks, QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        it.next();
        const auto size = static_cast<double>(it.fileInfo().size());
        bytes.all += size;
        if (it.filePath().contains(QStringLiteral("/chunks/")))
            bytes.chunks += size;
    }
    return bytes;
}

} // namespace wf::bench
