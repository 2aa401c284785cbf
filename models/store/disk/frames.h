// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <functional>
#include <string>
#include <string_view>

// Records in a file that only grows. Each is "WFr1", length and checksum (little-endian, 4 bytes each), then its bytes.
// After damage the reader looks for the next whole record; what a killed writer left half-written at the end is a torn
// tail, not damage.
namespace wf::store {

inline constexpr std::size_t frameHeaderBytes = 12;
inline constexpr std::size_t maxFrameBytes = std::size_t(256) << 20;

[[nodiscard]] std::string framed(std::string_view record);

struct FrameReport {
    qint64 records = 0;
    qint64 wholeBytes = 0;   // up to the end of the last whole record: where writing may go on
    qint64 damagedBytes = 0; // between whole records
    [[nodiscard]] bool isDamaged() const { return damagedBytes > 0; }
};
// Calls `record` for each whole record, in order.
FrameReport readFrames(std::string_view file, const std::function<void(std::string_view record)> &record);

} // namespace wf::store
