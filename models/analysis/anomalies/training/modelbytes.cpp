// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/anomalies/training/modelshelf.h"

#include <QDataStream>
#include <QIODevice>

#include <algorithm>
#include <cmath>

namespace wf::analysis {

namespace {

constexpr quint32 shelfMark = 0x57464d33; // "WFM3"

template<std::size_t N>
void writeAll(QDataStream &stream, const std::array<double, N> &values)
{
    for (const double v : values)
        stream << v;
}

template<std::size_t N>
bool readAll(QDataStream &stream, std::array<double, N> &values)
{
    for (double &v : values)
        stream >> v;
    return std::ranges::all_of(values, [](double v) { return std::isfinite(v); });
}

void writeSequence(QDataStream &stream, const SequenceModel &sequence)
{
    stream << sequence.bar << static_cast<quint32>(sequence.net.weights().size());
    for (Eigen::Index i = 0; i < sequence.net.weights().size(); ++i)
        stream << sequence.net.weights()(i);
}

bool readSequence(QDataStream &stream, std::optional<SequenceModel> &sequence)
{
    SequenceModel made;
    quint32 count = 0;
    stream >> made.bar >> count;
    if (stream.status() != QDataStream::Ok || !(made.bar > 0) || !std::isfinite(made.bar) ||
        count != static_cast<quint32>(made.net.weights().size()))
        return false;
    for (Eigen::Index i = 0; i < made.net.weights().size(); ++i)
        stream >> made.net.weights()(i);
    if (stream.status() != QDataStream::Ok || !made.net.weights().allFinite())
        return false;
    sequence = std::move(made);
    return true;
}

} // namespace

void TrainedModel::write(QDataStream &stream) const
{
    stream << scale.centre << scale.spread << histogramBar << forestBar;
    stream << company.hasDeploys << company.hasCompanion << company.companion.centre << company.companion.spread;
    histogram.write(stream);
    forest.write(stream);
    writeAll(stream, deciles);
    writeAll(stream, shares);
    stream << static_cast<quint64>(samples) << trainedAtMs << sequence.has_value();
    if (sequence)
        writeSequence(stream, *sequence);
}

bool TrainedModel::read(QDataStream &stream)
{
    TrainedModel made;
    quint64 count = 0;
    bool hasSequence = false;
    stream >> made.scale.centre >> made.scale.spread >> made.histogramBar >> made.forestBar;
    stream >> made.company.hasDeploys >> made.company.hasCompanion >> made.company.companion.centre >>
        made.company.companion.spread;
    const auto isScale = [](const FeatureScale &s) {
        return std::isfinite(s.centre) && s.spread > 0 && std::isfinite(s.spread);
    };
    const bool isFine = isScale(made.scale) && isScale(made.company.companion);
    if (!isFine || !made.histogram.read(stream) || !made.forest.read(stream) || !readAll(stream, made.deciles) ||
        !readAll(stream, made.shares))
        return false;
    stream >> count >> made.trainedAtMs >> hasSequence;
    made.samples = count;
    if (stream.status() != QDataStream::Ok || std::ranges::any_of(made.shares, [](double s) { return !(s > 0); }) ||
        (hasSequence && !readSequence(stream, made.sequence)))
        return false;
    *this = std::move(made);
    return true;
}

QByteArray ModelShelf::toBytes() const
{
    QByteArray out;
    QDataStream stream(&out, QIODevice::WriteOnly);
    stream.setVersion(QDataStream::Qt_6_0);
    stream << shelfMark << m_given << m_trainedToMs << static_cast<quint32>(m_versions.size());
    for (const Version &version : m_versions) {
        stream << version.number;
        version.model.write(stream);
    }
    return out;
}

std::optional<ModelShelf> ModelShelf::fromBytes(const QByteArray &bytes)
{
    QDataStream stream(bytes);
    stream.setVersion(QDataStream::Qt_6_0);
    quint32 mark = 0, versions = 0;
    ModelShelf out;
    stream >> mark >> out.m_given >> out.m_trainedToMs >> versions;
    if (stream.status() != QDataStream::Ok || mark != shelfMark || versions > most)
        return std::nullopt;
    for (quint32 v = 0; v < versions; ++v) {
        Version &version = out.m_versions.emplace_back();
        stream >> version.number;
        if (!version.model.read(stream) || version.number > out.m_given)
            return std::nullopt;
    }
    return out;
}

} // namespace wf::analysis
