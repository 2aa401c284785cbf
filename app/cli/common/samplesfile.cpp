// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/common/samplesfile.h"

#include "app/cli/common/answeroutput.h"
#include "models/base/clock.h"
#include "models/wire/promtext/promtext.h"

#include <QFile>

#include <algorithm>
#include <bit>
#include <cmath>
#include <unordered_map>

namespace wf::app {

namespace {

// OpenMetrics ends with "# EOF"; the other format never does.
wire::ExpositionFormat formatOf(const QByteArray &text)
{
    return text.trimmed().endsWith("# EOF") ? wire::ExpositionFormat::OpenMetrics : wire::ExpositionFormat::Text;
}

base::Result<wire::Exposition> read(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return base::makeError(base::ErrorKind::Invalid,
                               QStringLiteral("%1 cannot be read: %2").arg(path, file.errorString()));
    wire::Limits limits;
    limits.bytes = std::size_t{2} << 30;
    const QByteArray text = file.read(static_cast<qint64>(limits.bytes) + 1);
    auto exposition =
        wire::decodeExposition({text.constData(), static_cast<std::size_t>(text.size())}, formatOf(text), limits);
    if (!exposition)
        return base::makeError(exposition.error().kind, QStringLiteral("%1: %2").arg(path, exposition.error().summary),
                               exposition.error().detail);
    return exposition;
}

bool isSame(double a, double b)
{
    return std::bit_cast<quint64>(a) == std::bit_cast<quint64>(b);
}

} // namespace

base::Result<SamplesFile> readSamplesFile(const QString &path, const DefaultTime &defaultMs)
{
    auto exposition = read(path);
    if (!exposition)
        return exposition.error();
    SamplesFile out;
    for (const auto &sample : exposition->samples)
        if (sample.timeMs)
            out.newestMs = std::max(out.newestMs.value_or(*sample.timeMs), *sample.timeMs);
    const qint64 unstamped = defaultMs(out.newestMs);
    std::ranges::stable_sort(exposition->samples, {},
                             [&](const auto &sample) { return sample.timeMs.value_or(unstamped); });
    std::unordered_map<base::Labels, std::pair<qint64, double>> newest;
    for (const auto &sample : exposition->samples) {
        const qint64 at = sample.timeMs.value_or(unstamped);
        const auto [known, isNew] = newest.try_emplace(sample.labels, at, sample.value);
        if (!isNew && known->second.first == at) {
            ++(isSame(known->second.second, sample.value) ? out.duplicates : out.contradictions);
            continue;
        }
        known->second = {at, sample.value};
        ++out.count;
        out.samples.append(sample.labels, at, sample.value, sample.createdMs.value_or(0));
    }
    return out;
}

std::optional<qint64> sampleTime(const QString &text, qint64 newestMs)
{
    bool isNumber = false;
    const double seconds = text.toDouble(&isNumber);
    if (isNumber && std::abs(seconds) < 1e12)
        return static_cast<qint64>(std::llround(seconds * 1000));
    const auto ns = timeOf(text, newestMs * base::nsPerMs);
    return ns ? std::optional(*ns / base::nsPerMs) : std::nullopt;
}

} // namespace wf::app
