// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/notify/tones.h"

#include <QtEndian>

#include <cmath>
#include <numbers>
#include <vector>

namespace wf::app {

namespace {

constexpr quint32 rate = 22'050;
constexpr double noteSeconds = 0.28, pauseSeconds = 0.06, fadeSeconds = 0.03, loudness = 0.35;

void addNote(std::vector<qint16> &samples, double hertz)
{
    const int count = static_cast<int>(noteSeconds * rate);
    for (int i = 0; i < count; ++i) {
        const double at = static_cast<double>(i) / rate;
        const double fade = std::min({1.0, at / fadeSeconds, (noteSeconds - at) / fadeSeconds});
        const double turn = 2 * std::numbers::pi * hertz * at;
        const double wave = 0.8 * std::sin(turn) + 0.2 * std::sin(2 * turn); // the octave lets small speakers tell it
        samples.push_back(static_cast<qint16>(32'767 * loudness * fade * wave));
    }
}

template<class T>
void put(QByteArray &out, T value)
{
    const T little = qToLittleEndian(value);
    out.append(reinterpret_cast<const char *>(&little), sizeof(T));
}

QByteArray wavOf(const std::vector<qint16> &samples)
{
    const auto bytes = static_cast<quint32>(samples.size() * sizeof(qint16));
    QByteArray out("RIFF");
    put(out, 36 + bytes);
    out += "WAVEfmt ";
    put(out, quint32(16));
    put(out, quint16(1)); // PCM
    put(out, quint16(1));
    put(out, rate);
    put(out, quint32(rate * sizeof(qint16)));
    put(out, quint16(sizeof(qint16)));
    put(out, quint16(16));
    out += "data";
    put(out, bytes);
    for (const qint16 one : samples)
        put(out, one);
    return out;
}

} // namespace

QByteArray toneNamed(const QString &name)
{
    const bool isTwo = name == QLatin1String("twoLowNotes");
    if (!isTwo && name != QLatin1String("oneLowNote"))
        return {};
    std::vector<qint16> samples;
    addNote(samples, isTwo ? 220.0 : 196.0);
    if (isTwo) {
        samples.insert(samples.end(), static_cast<std::size_t>(pauseSeconds * rate), 0);
        addNote(samples, 165.0);
    }
    return wavOf(samples);
}

} // namespace wf::app
