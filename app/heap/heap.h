// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace wf::app {

// glibc gives threads heaps of their own, up to eight a processor, and each keeps what was freed in it: with two dozen
// threads most of what the console then holds is not in use. Two heaps for all. Call it before the first thread
// starts; without effect where the allocator is another one.
void shareHeaps();

// Gives freed pages back to the system. Takes milliseconds and makes other threads wait for memory meanwhile: after
// much was freed, and not on the GUI thread.
void returnFreedMemory();

} // namespace wf::app
