# Template comparison: edge-graph matcher and the exact scan of a gallery. The steps of a match are compiled once for every
# instruction set, each in its own namespace; without contraction into fused operations all of them give the same scores.
set(MATCHER_STEPS src/matcher_graph.cpp src/matcher_pairing.cpp src/matcher_evidence.cpp src/matcher_match.cpp)
set(MATCHER_OPTIONS -O3 -ffp-contract=off -fno-math-errno -fno-trapping-math -Wall -Wextra -Wno-psabi -Wno-ignored-attributes)

add_library(matcher_kernel STATIC src/matcher.cpp src/matcher_template.cpp src/matcher_index.cpp src/matcher_gallery.cpp)
target_include_directories(matcher_kernel PUBLIC include)
target_compile_options(matcher_kernel PRIVATE ${MATCHER_OPTIONS})
find_package(Threads REQUIRED)
target_link_libraries(matcher_kernel PUBLIC Threads::Threads)

function(matcher_steps_for SET)
  add_library(matcher_${SET} OBJECT ${MATCHER_STEPS})
  target_include_directories(matcher_${SET} PRIVATE include)
  target_compile_definitions(matcher_${SET} PRIVATE MATCHER_SET=${SET})
  target_compile_options(matcher_${SET} PRIVATE ${MATCHER_OPTIONS} ${ARGN})
  target_sources(matcher_kernel PRIVATE $<TARGET_OBJECTS:matcher_${SET}>)
endfunction()

matcher_steps_for(portable)
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
  matcher_steps_for(fast -mavx2)
  target_compile_definitions(matcher_kernel PRIVATE MATCHER_HAS_FAST)
endif()
target_compile_definitions(matcher_kernel PRIVATE MATCHER_SET=portable)

nanobind_add_module(_matcher NOMINSIZE bind/matcher.cpp)
target_link_libraries(_matcher PRIVATE matcher_kernel)
set_target_properties(_matcher PROPERTIES LIBRARY_OUTPUT_DIRECTORY "${OPENBITMAP_PACKAGE}")
install(TARGETS _matcher LIBRARY DESTINATION openbitmap/biometrics)

# Native tests: `cmake -S kernel -B build -DOPENBITMAP_NATIVE_TESTS=ON`; matcher_fuzz runs under address and undefined-behaviour
# sanitizers when OPENBITMAP_SANITIZE is on.
option(OPENBITMAP_NATIVE_TESTS "build the kernel's native tests" OFF)
option(OPENBITMAP_SANITIZE "address and undefined-behaviour sanitizers in the native tests" OFF)
if(OPENBITMAP_NATIVE_TESTS)
  if(OPENBITMAP_SANITIZE)
    foreach(part matcher_kernel matcher_portable matcher_fast)
      if(TARGET ${part})
        target_compile_options(${part} PRIVATE -fsanitize=address,undefined -fno-sanitize-recover=all -g -O1)
      endif()
    endforeach()
    target_link_options(matcher_kernel PUBLIC -fsanitize=address,undefined)
  endif()
  add_executable(matcher_fuzz tests/matcher_fuzz.cpp)
  target_link_libraries(matcher_fuzz PRIVATE matcher_kernel)
endif()
