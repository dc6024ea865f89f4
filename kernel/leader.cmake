# Minutiae extraction: the LEADER network on its own engine, and its weights as one flat file made at build time.
add_library(leader_kernel STATIC src/leader.cpp src/leader_weights.cpp src/leader_scratch.cpp)
target_include_directories(leader_kernel PUBLIC include PRIVATE src)
nanobind_add_module(_leader NOMINSIZE bind/leader.cpp)
target_link_libraries(_leader PRIVATE leader_kernel)

# The network's source is compiled once for each instruction set, each time into a namespace of its own; which one runs is
# chosen at run time. No loop vectoriser: it undoes the register tiles, which are vectors already.
function(openbitmap_leader_variant name)
  add_library(leader_${name} OBJECT src/leader_network.cpp)
  target_include_directories(leader_${name} PRIVATE include src)
  target_compile_definitions(leader_${name} PRIVATE LEADER_VARIANT=${name})
  target_compile_options(leader_${name} PRIVATE -O3 -fno-tree-vectorize -fno-trapping-math -fno-math-errno
    -ffinite-math-only -fno-signed-zeros -fvisibility=hidden -Wno-psabi ${ARGN})
  target_sources(leader_kernel PRIVATE $<TARGET_OBJECTS:leader_${name}>)
endfunction()

openbitmap_leader_variant(portable)
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
  openbitmap_leader_variant(avx2 -mavx2 -mfma)
endif()

if(OPENBITMAP_NATIVE_TESTS)
  if(OPENBITMAP_SANITIZE)
    foreach(part leader_kernel leader_portable leader_avx2)
      if(TARGET ${part})
        target_compile_options(${part} PRIVATE -fsanitize=address,undefined -fno-sanitize-recover=all -g -O1)
      endif()
    endforeach()
    target_link_options(leader_kernel PUBLIC -fsanitize=address,undefined)
  endif()
  add_executable(leader_sizes tests/leader_sizes.cpp)
  target_link_libraries(leader_sizes PRIVATE leader_kernel)
endif()

set(LEADER_PANELS "${OPENBITMAP_PACKAGE}/leader.panels")
add_custom_command(OUTPUT "${LEADER_PANELS}"
  COMMAND "${Python_EXECUTABLE}" "${CMAKE_CURRENT_SOURCE_DIR}/leader_weights.py" "${LEADER_PANELS}"
  DEPENDS leader_weights.py
  COMMENT "Folding the LEADER weights out of the pyfing wheel"
  VERBATIM)
add_custom_target(leader_panels ALL DEPENDS "${LEADER_PANELS}")

set_target_properties(_leader PROPERTIES LIBRARY_OUTPUT_DIRECTORY "${OPENBITMAP_PACKAGE}")
install(TARGETS _leader LIBRARY DESTINATION openbitmap/biometrics)
install(FILES "${LEADER_PANELS}" DESTINATION openbitmap/biometrics)
