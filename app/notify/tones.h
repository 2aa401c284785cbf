// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace wf::app {

// A WAV file (RIFF, 16 bit, mono, 22 050 Hz) of low notes, softly begun and ended: "twoLowNotes", "oneLowNote". Empty
// for any other name.
[[nodiscard]] QByteArray toneNamed(const QString &name);

} // namespace wf::app
